// Findings that were firing when the previous process ended, or when the stream was last watched
// differently.
#include <vex/cpp/event.hpp>

#include <algorithm>
#include <chrono>

#include "core/pipeline/core_plugin.hpp"
#include "core/pipeline/stream.hpp"

namespace core::pipeline {
namespace {

constexpr config::Nanos shortest_patience = std::chrono::minutes(1);

/// The setting of a rule that belongs to the settings' plugin.
const plugin::RuleSetting* setting_in(const plugin::Settings& settings, const vex_rule& rule) {
  const vex_rule* const* const rows = settings.plugin().rules;
  const vex_rule* const* const end = rows + settings.rules().size();
  const vex_rule* const* const row = std::find(rows, end, &rule);
  return row == end ? nullptr : &settings.rules()[static_cast<std::size_t>(row - rows)];
}

}  // namespace

LastTold Stream::last_told() const {
  LastTold told{{}, told_up_};
  const FindingList list(findings_.active(), vex::text(target_->abi().url));
  for (std::size_t i = 0; i < list.findings().size(); ++i) {
    const vex_event_finding_change& change = *list.findings()[i].change;
    if (change.change != VEX_CHANGE_FIRING) continue;
    told.firing.push_back(std::make_shared<const Record>(
        target_, vex_record{sizeof(vex_record), 0, &target_->abi(), findings_.active()[i].origin,
                            &change.head, surroundings_.unix_now()}));
  }
  return told;
}

/// The finding continues as if nothing had happened; whether it still holds remains to be seen.
void Stream::restore(const vex_record& told) {
  auto event = reinterpret_cast<const vex_event_finding_change&>(*told.event);
  const vex_time now = surroundings_.now();
  const plugin::RuleSetting* setting = setting_of(*event.rule, told.origin);
  if (setting == nullptr || !setting->enabled) {
    constexpr std::string_view message = "the rule is no longer watched";
    event.head.time = now;
    event.change = VEX_CHANGE_RESOLVED;
    event.message = vex::detail::to_abi(message);
    return publish(event.head, told.origin);
  }
  // To receivers that select by severity this is another alert: one ends, one begins.
  const bool has_new_severity = event.severity != setting->severity;
  if (has_new_severity) {
    constexpr std::string_view message = "the severity of the rule has changed";
    auto over = event;
    over.head.time = now;
    over.change = VEX_CHANGE_RESOLVED;
    over.message = vex::detail::to_abi(message);
    publish(over.head, told.origin);
  }
  findings_.restore(event, told.origin, *setting, now);
  has_unconfirmed_ = true;
  event.severity = setting->severity;
  if (has_new_severity) {
    event.head.time = now;
    publish(event.head, told.origin);
  }
  put(own::finding_active, 1, {event.rule->id, severity_name(event.severity)});
  chain_.deliver(event.head);
  if (std::find(own::down_rules.begin(), own::down_rules.end(), event.rule) !=
      own::down_rules.end()) {
    down_rule_ = event.rule;
  }
  if (event.rule == &own::flapping) {
    is_flapping_ = true;
    hold_changes_back(true);
  }
}

const plugin::RuleSetting* Stream::setting_of(const vex_rule& rule,
                                              const vex_plugin* origin) const {
  if (origin == nullptr) return nullptr;
  if (origin == &own::plugin()) return setting_in(*core_, rule);
  for (const auto* list : {&watch_->analyzers, &watch_->probes}) {
    for (const plugin::SettingsPtr& settings : *list) {
      if (&settings->plugin() == origin) return setting_in(*settings, rule);
    }
  }
  return nullptr;
}

/// Analyzers repeat what is broken, not what is fine, so a long enough silence means that a finding
/// has ended.
void Stream::clear_unconfirmed(vex_time now) {
  if (!has_unconfirmed_) return;
  const config::Nanos patience = mode_ == VEX_MODE_SAMPLED
                                     ? std::max(shortest_patience, 2 * watch_->check_interval)
                                     : shortest_patience;
  if (up_ == VEX_UNKNOWN || (up_ == VEX_YES && now - since_ < patience.count())) return;
  has_unconfirmed_ = up_ != VEX_YES;
  findings_.clear_if(
      [this](const Finding& finding) {
        // A certificate, for example, does not improve because nobody connects.
        return finding.is_restored && (up_ == VEX_YES || finding.origin != &own::plugin());
      },
      now);
}

}  // namespace core::pipeline
