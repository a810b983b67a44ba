// The findings of one stream: turns reported levels into transitions.
#pragma once

#include <vex/plugin.h>

#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/plugin/settings.hpp"

namespace core::pipeline {

/// The current state of a finding, owning its texts.
struct Finding {
  const vex_rule* rule = nullptr;
  const vex_plugin* origin = nullptr;  // which plugin declared the rule
  plugin::RuleSetting setting;
  std::uint32_t change = VEX_CHANGE_PENDING;  // or FIRING
  vex_time since = 0;                         // when the violation was first seen
  vex_time last_broken = 0;
  bool broken = false;
  bool of_this_run = false;  // the rule has been reported on during the latest run
  bool is_restored = false;  // from before a restart or reconfiguration, and not reported on since
  double value = 0;
  double limit = 0;
  std::string message;
  std::vector<std::pair<std::string, std::string>> evidence;
};

/// Findings go from pending to firing after the rule's `for`, and from firing to resolved once the
/// rule has been met for `keep_firing`. Nothing changes while the measurement is invalid. [strand]
class Findings {
 public:
  /// Called for every change to firing or resolved, at the end of report, tick and clear_if. It may
  /// report again, since an analyzer that is told of a finding may find something itself.
  using OnChange = std::function<void(const Finding&, std::uint32_t change, vex_time now)>;

  explicit Findings(OnChange on_change) : on_change_(std::move(on_change)) {}

  /// Takes an analyzer's report on a rule. `event.rule` belongs to `origin`.
  void report(const vex_event_finding& event, const vex_plugin* origin,
              const plugin::RuleSetting& setting, vex_time now);

  /// Restores a finding that was firing when the stream was last watched. It continues to fire
  /// without an announcement until a report or clear_if ends it.
  void restore(const vex_event_finding_change& change, const vex_plugin* origin,
               const plugin::RuleSetting& setting, vex_time now);

  /// While these rules are held back, their findings neither begin nor end. The rows outlive this.
  void hold_back(std::span<const vex_rule* const> rules) noexcept { held_back_ = rules; }

  /// Advances the time. A rule that is not reported again keeps its last reported level.
  void tick(vex_time now);

  void begin_run() noexcept;

  /// Treats all rules for which `gone` returns true as met, because nobody is left to report that.
  void clear_if(const std::function<bool(const Finding&)>& gone, vex_time now);

  /// Ends all findings regardless of their rules' keep_firing, because the stream is no longer
  /// watched; `why` says so.
  void end(vex_time now, std::string_view why);

  void set_valid(bool valid) noexcept { valid_ = valid; }

  [[nodiscard]] const std::vector<Finding>& active() const noexcept { return findings_; }

  /// Increases with every change that shows in a snapshot.
  [[nodiscard]] std::uint64_t version() const noexcept { return version_; }

 private:
  struct Change {
    Finding finding;
    std::uint32_t change;
    vex_time now;
  };

  [[nodiscard]] bool is_held_back(const Finding& finding) const noexcept;
  bool settle(Finding& finding, vex_time now);
  void announce();

  OnChange on_change_;
  std::vector<Finding> findings_;  // pending or firing
  std::deque<Change> changes_;     // not yet announced
  std::span<const vex_rule* const> held_back_;
  bool announcing_ = false;
  std::uint64_t version_ = 0;
  bool valid_ = true;
};

}  // namespace core::pipeline
