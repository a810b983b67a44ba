// Alerts in words, in English or Chinese.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "sinks/log/language.hpp"
#include "sinks/webhook/alert.hpp"

namespace sinks::webhook {

using log::Language;

/// 2026-01-31T12:00:00.123Z
std::string rfc3339(vex::Nanos unix_time);

/// What is wrong with which stream: "[FIRING] stream_stalled (critical): cup/final".
std::string title_of(const Alert& alert, Language language);

/// For a single alert its title; for several, how many are firing and how many are resolved.
std::string title_of(std::span<const Alert> alerts, Language language);

/// What broke, value and limit, since when, evidence, and the command that reproduces it, one per
/// line. Texts from peers cannot break a line.
std::vector<std::string> lines_of(const Alert& alert, Language language);

/// How much text a receiver accepts.
struct Room {
  std::size_t bytes = SIZE_MAX;
  std::string all_are_at{};  // where people can see what did not fit
};

/// Alerts as lines: all details if there are few, a digest that names every stream if there are
/// many or the details do not fit. If even the digest does not fit, it counts the streams that it
/// does not name; only then, and with a single alert, the lines may exceed the room.
std::vector<std::string> lines_of(std::span<const Alert> alerts, Language language,
                                  const Room& room = {});

/// More alerts than this are shown as a digest.
inline constexpr std::size_t few_alerts = 5;

}  // namespace sinks::webhook
