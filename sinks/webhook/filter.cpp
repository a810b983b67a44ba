#include "sinks/webhook/filter.hpp"

#include <fnmatch.h>

#include <algorithm>

namespace sinks::webhook {
namespace {

bool matches(const std::string& pattern, const std::string& text) {
  return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

bool matches_any(const std::vector<std::string>& patterns, const std::string& text) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches(pattern, text); });
}

/// A missing label counts as empty, as in Prometheus.
const std::string& label_of(const Alert& alert, const std::string& name) {
  static const std::string none;
  const auto found = std::find_if(alert.labels.begin(), alert.labels.end(),
                                  [&](const auto& label) { return label.first == name; });
  return found == alert.labels.end() ? none : found->second;
}

}  // namespace

bool Filter::passes(const Alert& alert) const {
  return (alert.is_firing || send_resolved) && matches_any(projects, alert.project) &&
         matches_any(severities, alert.severity) && matches_any(rules, alert.rule) &&
         std::all_of(labels.begin(), labels.end(), [&](const auto& label) {
           return matches(label.second, label_of(alert, label.first));
         });
}

}  // namespace sinks::webhook
