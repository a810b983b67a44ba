// The findings of one stream: levels in, transitions out.
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

/// A finding's present state, with texts of its own.
struct Finding {
  const vex_rule* rule = nullptr;
  const vex_plugin* origin = nullptr;  // who declared the rule
  plugin::RuleSetting setting;
  std::uint32_t change = VEX_CHANGE_PENDING;  // or FIRING
  vex_time since = 0;                         // first seen broken
  vex_time last_broken = 0;
  bool broken = false;
  bool of_this_run = false;  // the run that began last has said something about the rule
  bool is_restored = false;  // of an earlier watch, and nobody has said anything since
  double value = 0;
  double limit = 0;
  std::string message;
  std::vector<std::pair<std::string, std::string>> evidence;
};

/// pending -> firing after the rule's `for`, firing -> resolved once it has been whole for
/// `keep_firing`. While the measurement is invalid nothing changes. [strand]
class Findings {
 public:
  /// Told of every change to firing and resolved, at the end of report, tick and clear_if. It may
  /// report again: an analyzer that is told of a finding may find something itself.
  using OnChange = std::function<void(const Finding&, std::uint32_t change, vex_time now)>;

  explicit Findings(OnChange on_change) : on_change_(std::move(on_change)) {}

  /// What an analyzer says of a rule. `event.rule` belongs to `origin`.
  void report(const vex_event_finding& event, const vex_plugin* origin,
              const plugin::RuleSetting& setting, vex_time now);

  /// A finding of an earlier watch of the stream, which fired when that ended. It fires on, and
  /// nobody is told of that, until a report says that it is over, or clear_if.
  void restore(const vex_event_finding_change& change, const vex_plugin* origin,
               const plugin::RuleSetting& setting, vex_time now);

  /// While they are held back, findings of these rules neither begin nor end. The rows outlive
  /// this.
  void hold_back(std::span<const vex_rule* const> rules) noexcept { held_back_ = rules; }

  /// Lets time pass. A rule that nobody repeats stays as it was last reported.
  void tick(vex_time now);

  void begin_run() noexcept;

  /// All rules for which `gone` holds are whole: who would say so is no more.
  void clear_if(const std::function<bool(const Finding&)>& gone, vex_time now);

  /// All findings are over, whatever their rules' keep_firing: nobody looks any more, which `why`
  /// says.
  void end(vex_time now, std::string_view why);

  void set_valid(bool valid) noexcept { valid_ = valid; }

  [[nodiscard]] const std::vector<Finding>& active() const noexcept { return findings_; }

  /// Rises with every change that a snapshot shows.
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
