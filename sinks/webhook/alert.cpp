#include "sinks/webhook/alert.hpp"

#include <array>
#include <cstdio>
#include <map>
#include <span>
#include <string_view>

namespace sinks::webhook {
namespace {

Pairs pairs_of(std::span<const vex_pair> given) {
  Pairs pairs;
  for (const vex_pair& pair : given) pairs.emplace_back(vex::text(pair.key), vex::text(pair.value));
  return pairs;
}

std::string word_of(vex::Severity severity) {
  if (severity == vex::Severity::critical) return "critical";
  return severity == vex::Severity::warning ? "warning" : "info";
}

}  // namespace

Alert alert_of(const vex::Target& target, const vex::FindingChange& change, vex::Nanos unix_time) {
  Alert alert;
  alert.is_firing = change.change == vex::FindingChange::firing;
  alert.rule = change.rule.id;
  alert.severity = word_of(change.severity);
  alert.help = change.rule.help;
  alert.clause = change.rule.clause;
  alert.unit = change.rule.unit;
  alert.project = target.project;
  alert.stream = target.id;
  alert.name = target.name;
  alert.url = target.url;
  alert.labels = pairs_of(target.labels);
  alert.value = change.value;
  alert.limit = change.limit;
  alert.message = change.message;
  alert.reproduce = change.reproduce;
  alert.evidence = pairs_of(change.evidence);
  alert.since = unix_time - (change.time - change.since);
  alert.time = unix_time;
  return alert;
}

Pairs identity_of(const Alert& alert) {
  std::map<std::string, std::string> labels(alert.labels.begin(), alert.labels.end());
  labels["alertname"] = alert.rule;
  labels["id"] = alert.stream;
  labels["name"] = alert.name;
  labels["project"] = alert.project;
  labels["severity"] = alert.severity;
  // Alertmanager treats an empty label as absent.
  std::erase_if(labels, [](const auto& label) { return label.second.empty(); });
  return {labels.begin(), labels.end()};
}

/// Hashes labels like Alertmanager: FNV-1a over every name and value, each followed by a byte that
/// cannot occur in UTF-8.
std::string fingerprint_of(const Alert& alert) {
  const Pairs labels{{"alertname", alert.rule}, {"id", alert.stream}, {"project", alert.project}};
  std::uint64_t hash = 14695981039346656037U;
  const auto add = [&hash](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    hash = (hash ^ 0xFFU) * 1099511628211U;
  };
  for (const auto& [name, value] : labels) {
    add(name);
    add(value);
  }
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016lx", static_cast<unsigned long>(hash));
  return digits.data();
}

}  // namespace sinks::webhook
