#include "core/pipeline/record.hpp"

namespace core::pipeline {

Record::Record(TargetPtr target, const vex_record& record)
    : target_(std::move(target)), abi_(record) {
  switch (record.event->type) {
    case VEX_EVENT_FINDING_CHANGE: {
      event_.change = *reinterpret_cast<const vex_event_finding_change*>(record.event);
      event_.change.message = keep(event_.change.message);
      event_.change.reproduce = keep(event_.change.reproduce);
      for (std::size_t i = 0; i < event_.change.evidence_count; ++i) {
        const vex_pair& pair = event_.change.evidence[i];
        evidence_.push_back({keep(pair.key), keep(pair.value)});
      }
      event_.change.evidence = evidence_.data();
      event_.head.size = sizeof event_.change;
      break;
    }
    case VEX_EVENT_STATE:
      event_.state = *reinterpret_cast<const vex_event_state*>(record.event);
      event_.state.sentence = keep(event_.state.sentence);
      event_.head.size = sizeof event_.state;
      break;
    case VEX_EVENT_RUN_END:
      event_.run_end = *reinterpret_cast<const vex_event_run_end*>(record.event);
      event_.run_end.sentence = keep(event_.run_end.sentence);
      event_.head.size = sizeof event_.run_end;
      break;
    default:
      event_.health = *reinterpret_cast<const vex_event_health*>(record.event);
      event_.head.size = sizeof event_.health;
  }
  abi_.size = sizeof abi_;
  abi_.target = &target_->abi();
  abi_.event = &event_.head;
}

vex_str Record::keep(vex_str text) {
  const std::string& kept = texts_.emplace_back(text.data, text.size);
  return {kept.data(), kept.size()};
}

}  // namespace core::pipeline
