// Alerts as receivers are told of them.
#pragma once

#include <chrono>

#include "sinks/webhook/alert.hpp"

namespace sinks::webhook {

/// 2026-01-31T12:00:00Z
inline constexpr vex::Nanos noon = std::chrono::seconds(1'769'860'800);

inline Alert stalled() {
  Alert alert;
  alert.id = 7;
  alert.key = "key-7";
  alert.rule = "stream_stalled";
  alert.severity = "critical";
  alert.help = "Nothing arrives any more.";
  alert.clause = "RFC 8216 6.2.1";
  alert.unit = "seconds";
  alert.project = "cup";
  alert.stream = "final";
  alert.name = "cup_final";
  alert.url = "https://example.com/final.flv?token=***";
  alert.labels = {{"team", "sports"}};
  alert.value = 5.25;
  alert.limit = 5;
  alert.message = "the peer said \"bye\"";
  alert.reproduce = "video-exporter probe 'https://example.com/final.flv?token=***'";
  alert.evidence = {{"reason", "stalled"}, {"bytes", "0"}};
  alert.since = noon;
  alert.time = noon + std::chrono::seconds(3);
  return alert;
}

/// As little as there can be to say.
inline Alert resolved() {
  Alert alert;
  alert.id = 8;
  alert.key = "key-8";
  alert.is_firing = false;
  alert.rule = "low_bitrate";
  alert.severity = "warning";
  alert.help = "Too little comes.";
  alert.project = "cup";
  alert.stream = "b";
  alert.name = "b";
  alert.since = noon - std::chrono::minutes(1);
  alert.time = noon;
  return alert;
}

/// So many streams of project "cup" that are down: s0000, s0001, ...
inline std::vector<Alert> many_down(std::size_t count) {
  std::vector<Alert> alerts;
  for (std::size_t i = 0; i < count; ++i) {
    Alert& alert = alerts.emplace_back(stalled());
    std::string number = std::to_string(i);
    alert.stream = "s" + std::string(4 - number.size(), '0') + number;
    alert.key = "key-" + alert.stream;
  }
  return alerts;
}

}  // namespace sinks::webhook
