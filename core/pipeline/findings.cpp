#include "core/pipeline/findings.hpp"

#include <algorithm>

namespace core::pipeline {
namespace {

constexpr std::size_t most_evidence = 16;
constexpr std::size_t longest_text = 512;

/// Stops analyzers that keep reacting to each other's changes within one event.
constexpr int most_announcements = 64;

std::string kept(vex_str text) {
  return std::string(std::string_view(text.data, std::min(text.size, longest_text)));
}

std::vector<std::pair<std::string, std::string>> kept(const vex_pair* evidence, std::size_t count) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const vex_pair& pair : std::span(evidence, std::min(count, most_evidence))) {
    lines.emplace_back(kept(pair.key), kept(pair.value));
  }
  return lines;
}

void describe(Finding& finding, const vex_event_finding& event) {
  finding.value = event.value;
  finding.limit = event.limit;
  finding.message = kept(event.message);
  finding.evidence = kept(event.evidence, event.evidence_count);
}

}  // namespace

void Findings::report(const vex_event_finding& event, const vex_plugin* origin,
                      const plugin::RuleSetting& setting, vex_time now) {
  if (!setting.enabled) return;
  const bool broken = event.state == VEX_FINDING_BROKEN;
  auto found = std::find_if(findings_.begin(), findings_.end(),
                            [&](const Finding& finding) { return finding.rule == event.rule; });
  if (found == findings_.end()) {
    if (!broken || !valid_) return;
    Finding finding;
    finding.rule = event.rule;
    finding.origin = origin;
    finding.since = now;
    finding.setting = setting;
    findings_.push_back(std::move(finding));
    found = findings_.end() - 1;
    ++version_;
  }
  found->broken = broken;
  found->of_this_run = true;
  found->is_restored = false;
  if (broken) {
    found->last_broken = now;
    describe(*found, event);
  }
  if (!settle(*found, now)) findings_.erase(found);
  announce();
}

void Findings::restore(const vex_event_finding_change& change, const vex_plugin* origin,
                       const plugin::RuleSetting& setting, vex_time now) {
  Finding& finding = findings_.emplace_back();
  finding.rule = change.rule;
  finding.origin = origin;
  finding.setting = setting;
  finding.change = VEX_CHANGE_FIRING;
  finding.since = change.since;
  finding.last_broken = now;
  finding.broken = finding.is_restored = true;
  finding.value = change.value;
  finding.limit = change.limit;
  finding.message = kept(change.message);
  finding.evidence = kept(change.evidence, change.evidence_count);
  ++version_;
}

void Findings::tick(vex_time now) {
  for (Finding& finding : findings_) {
    if (finding.broken) finding.last_broken = now;
  }
  std::erase_if(findings_, [&](Finding& finding) { return !settle(finding, now); });
  announce();
}

void Findings::begin_run() noexcept {
  for (Finding& finding : findings_) finding.of_this_run = false;
}

void Findings::clear_if(const std::function<bool(const Finding&)>& gone, vex_time now) {
  for (Finding& finding : findings_) {
    if (!gone(finding)) continue;
    finding.broken = finding.is_restored = false;
  }
  std::erase_if(findings_, [&](Finding& finding) { return !settle(finding, now); });
  announce();
}

void Findings::end(vex_time now, std::string_view why) {
  for (Finding& finding : findings_) {
    if (finding.change == VEX_CHANGE_FIRING) {
      finding.message = why;
      changes_.push_back({std::move(finding), VEX_CHANGE_RESOLVED, now});
    }
  }
  findings_.clear();
  ++version_;
  announce();
}

/// Announced only now that nobody iterates over the findings, because whoever is told may report.
void Findings::announce() {
  if (announcing_) return;
  announcing_ = true;
  for (int i = 0; i < most_announcements && !changes_.empty(); ++i) {
    const Change change = std::move(changes_.front());
    changes_.pop_front();
    on_change_(change.finding, change.change, change.now);
  }
  announcing_ = false;
}

bool Findings::is_held_back(const Finding& finding) const noexcept {
  return std::find(held_back_.begin(), held_back_.end(), finding.rule) != held_back_.end();
}

/// Advances the finding's state; false if it has ended and can be forgotten.
bool Findings::settle(Finding& finding, vex_time now) {
  if (!valid_) return true;
  const bool is_pending = finding.change == VEX_CHANGE_PENDING;
  if (is_held_back(finding) && (finding.broken || !is_pending)) return true;
  if (finding.broken) {
    if (is_pending && now - finding.since >= finding.setting.hold) {
      finding.change = VEX_CHANGE_FIRING;
      ++version_;
      changes_.push_back({finding, VEX_CHANGE_FIRING, now});
    }
    return true;
  }
  if (finding.change == VEX_CHANGE_FIRING) {
    if (now - finding.last_broken < finding.setting.keep_firing) return true;
    changes_.push_back({finding, VEX_CHANGE_RESOLVED, now});
  }
  ++version_;
  return false;
}

}  // namespace core::pipeline
