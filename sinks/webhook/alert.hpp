// A change of a finding, owning its texts: what a receiver is told.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>
#include <vex/vex.hpp>

namespace sinks::webhook {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Alert {
  std::uint64_t id = 0;  // of its entry in the outbox; 0 if none
  std::string key;       // the same for every delivery of this change
  bool is_firing = true;
  std::string rule;
  std::string severity;
  std::string help;  // one sentence: what the rule means
  std::string clause;
  std::string unit;
  std::string project;
  std::string stream;  // its id
  std::string name;
  std::string url;  // redacted
  Pairs labels;     // the user's own
  double value = vex::absent;
  double limit = vex::absent;
  std::string message;
  std::string reproduce;
  Pairs evidence;
  vex::Nanos since{};  // when the violation was first seen; since 1970, like `time`
  vex::Nanos time{};   // when it started to fire or was resolved
};

/// `unix_time` is when the change happened.
Alert alert_of(const vex::Target& target, const vex::FindingChange& change, vex::Nanos unix_time);

/// The labels that identify an alert to Alertmanager, sorted by name. They take precedence over the
/// user's own.
Pairs identity_of(const Alert& alert);

/// The same for firing and resolved, whatever happens to the stream's own labels in between: 16
/// hexadecimal digits.
std::string fingerprint_of(const Alert& alert);

}  // namespace sinks::webhook
