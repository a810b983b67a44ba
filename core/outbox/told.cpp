#include "core/outbox/told.hpp"

#include <vex/cpp/text.hpp>

namespace core::outbox {
namespace {

std::string key_of(const std::string& project, const std::string& stream) {
  return project + '\0' + stream;
}

}  // namespace

bool Told::note(const vex_record& record, const std::string& body, Contents& difference) {
  const std::string project(vex::text(record.target->project));
  const std::string stream(vex::text(record.target->id));
  if (record.event->type == VEX_EVENT_FINDING_CHANGE) {
    const auto& event = reinterpret_cast<const vex_event_finding_change&>(*record.event);
    const bool fires = event.change == VEX_CHANGE_FIRING;
    Key key(project, stream, event.rule->id);
    if (fires) {
      findings_[std::move(key)] = body;
    } else {
      findings_.erase(key);
    }
    difference.findings.push_back({project, stream, event.rule->id, fires ? body : ""});
  } else if (record.event->type == VEX_EVENT_STATE) {
    const auto& event = reinterpret_cast<const vex_event_state&>(*record.event);
    const auto known = states_.try_emplace(key_of(project, stream), VEX_UNKNOWN).first;
    if (known->second == event.up && event.up != VEX_UNKNOWN) return false;
    known->second = event.up;
    if (event.up == VEX_UNKNOWN) states_.erase(known);
    difference.states.push_back({project, stream, event.up});
  }
  return true;
}

void Told::adopt(const StoredFinding& finding) {
  findings_.emplace(Key(finding.project, finding.stream, finding.rule), finding.body);
}

void Told::adopt(const StoredState& state) {
  states_.emplace(key_of(state.project, state.stream), state.up);
}

bool Told::fires(const StoredFinding& finding) const {
  return findings_.contains(Key(finding.project, finding.stream, finding.rule));
}

void Told::add_to(Contents& whole) const {
  for (const auto& [key, body] : findings_) {
    const auto& [project, stream, rule] = key;
    whole.findings.push_back({project, stream, rule, body});
  }
  for (const auto& [key, up] : states_) {
    const std::size_t end = key.find('\0');
    whole.states.push_back({key.substr(0, end), key.substr(end + 1), up});
  }
}

}  // namespace core::outbox
