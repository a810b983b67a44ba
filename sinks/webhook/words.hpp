// Alerts in the words of people, in English or Chinese.
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

/// Of one alert its title; of several, how many fire and how many are resolved.
std::string title_of(std::span<const Alert> alerts, Language language);

/// What broke, value and limit, since when, evidence, and the command that shows it again, a line
/// each. Texts of peers cannot break a line.
std::vector<std::string> lines_of(const Alert& alert, Language language);

/// What a receiver takes of a text.
struct Room {
  std::size_t bytes = SIZE_MAX;
  std::string all_are_at{};  // where people see what there was no room for
};

/// Alerts as lines: all there is to say of a few, a digest that names every stream of many, and of
/// a few for which there is no room. A digest for which there is none counts the streams that it
/// does not name; only then, and with a single alert, lines may be longer than the room.
std::vector<std::string> lines_of(std::span<const Alert> alerts, Language language,
                                  const Room& room = {});

/// More alerts than this are a digest.
inline constexpr std::size_t few_alerts = 5;

}  // namespace sinks::webhook
