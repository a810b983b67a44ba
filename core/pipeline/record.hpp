// A transition waiting in queues: a copy of the event that owns its texts.
#pragma once

#include <vex/plugin.h>

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/pipeline/target.hpp"

namespace core::pipeline {

/// Immutable; shared by the queues of all sinks. Holds the fields known to this version, whatever
/// the size of the original event.
class Record {
 public:
  /// `record.event` is FINDING_CHANGE, STATE, HEALTH or RUN_END.
  Record(TargetPtr target, const vex_record& record);
  Record(const Record&) = delete;

  [[nodiscard]] const vex_record& abi() const noexcept { return abi_; }
  [[nodiscard]] const TargetPtr& target() const noexcept { return target_; }

 private:
  vex_str keep(vex_str text);

  TargetPtr target_;
  std::deque<std::string> texts_;
  std::vector<vex_pair> evidence_;
  union Event {
    vex_event head;
    vex_event_finding_change change;
    vex_event_state state;
    vex_event_health health;
    vex_event_run_end run_end;
  } event_{};
  vex_record abi_{};
};

using RecordPtr = std::shared_ptr<const Record>;

}  // namespace core::pipeline
