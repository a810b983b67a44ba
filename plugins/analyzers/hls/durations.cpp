#include "plugins/analyzers/hls/durations.hpp"

#include <chrono>

namespace analyzers::hls {

namespace {

using media::m3u8::MediaPlaylist;
using media::m3u8::Part;
using media::m3u8::Segment;

constexpr vex::Nanos a_millisecond = std::chrono::milliseconds(1);

/// Rounds to the nearest second, half a second up.
std::chrono::seconds rounded(vex::Nanos time) {
  return std::chrono::floor<std::chrono::seconds>(time + std::chrono::milliseconds(500));
}

/// The first part of the range, except for its last one, that is too short.
const Part* find_short(const MediaPlaylist& list, const media::m3u8::Range& range,
                       vex::Nanos least) {
  for (std::uint32_t i = 0; i + 1 < range.count; ++i) {
    const Part& part = list.parts[range.first + i];
    if (!part.is_gap && part.duration + a_millisecond < least) return &part;
  }
  return nullptr;
}

}  // namespace

Judgement target_duration_exceeded(const MediaPlaylist& now, const Lines& lines) {
  if (!now.target_duration) return fine();
  for (const Segment& segment : now.segments) {
    if (rounded(segment.duration) <= *now.target_duration) continue;
    return broken("a segment is longer than the target duration", vex::seconds(segment.duration),
                  vex::seconds(*now.target_duration),
                  {lines(now.target_duration_line), lines.of(segment, segment.duration_line),
                   lines.of(segment, segment.line)});
  }
  return fine();
}

Judgement target_duration_changed(const Change& change) {
  const auto& before = change.before.target_duration;
  const auto& now = change.now.target_duration;
  if (!before || !now || *before == *now) return fine();
  return broken("the target duration has changed", vex::seconds(*now), vex::seconds(*before),
                {{"before", shown(*before)}, change.lines(change.now.target_duration_line)});
}

Judgement window_short(const Change& change, double least) {
  const MediaPlaylist& now = change.now;
  const bool is_live = now.type == MediaPlaylist::Type::live && !now.has_end_list;
  const bool has_removed = now.media_sequence > change.before.media_sequence;
  if (!is_live || !has_removed || !now.target_duration) return fine();
  std::chrono::seconds sum{};
  for (const Segment& segment : now.segments) sum += rounded(segment.duration);
  const double limit = least * vex::seconds(*now.target_duration);
  if (!(vex::seconds(sum) < limit)) return fine();
  return broken("the playlist holds less than a player needs", ratio(sum, *now.target_duration),
                least,
                {change.lines(now.target_duration_line),
                 {"segments", std::to_string(now.segments.size())},
                 {"duration", shown(sum)}});
}

Judgement part_duration(const MediaPlaylist& now, const Lines& lines, double least) {
  if (!now.part_target) return fine();
  const auto verdict = [&](const Part& part, double limit, const char* message) {
    return broken(message, ratio(part.duration, *now.part_target), limit,
                  {lines(now.part_target_line), lines(part.line)});
  };
  for (const Part& part : now.parts) {
    if (part.duration <= *now.part_target + a_millisecond) continue;
    return verdict(part, 1, "a part is longer than the part target");
  }
  const vex::Nanos limit(
      static_cast<std::int64_t>(least * static_cast<double>(now.part_target->count())));
  for (const Segment& segment : now.segments) {
    const Part* part = find_short(now, segment.parts, limit);
    if (part != nullptr) return verdict(*part, least, "a part is too short");
  }
  const Part* part = find_short(now, now.trailing_parts, limit);
  return part != nullptr ? verdict(*part, least, "a part is too short") : fine();
}

Judgement hold_back(const MediaPlaylist& now, const Lines& lines) {
  if (!now.server_control) return fine();
  const auto verdict = [&](vex::Nanos value, vex::Nanos limit, const char* message) {
    return broken(message, vex::seconds(value), vex::seconds(limit),
                  {lines(now.server_control->line)});
  };
  const auto& whole = now.server_control->hold_back;
  if (whole && now.target_duration && *whole + a_millisecond < 3 * *now.target_duration) {
    return verdict(*whole, 3 * *now.target_duration,
                   "HOLD-BACK is less than three target durations");
  }
  const auto& part = now.server_control->part_hold_back;
  if (part && now.part_target && *part + a_millisecond < 2 * *now.part_target) {
    return verdict(*part, 2 * *now.part_target, "PART-HOLD-BACK is less than two part targets");
  }
  const auto& skip = now.server_control->can_skip_until;
  if (skip && now.target_duration && *skip + a_millisecond < 6 * *now.target_duration) {
    return verdict(*skip, 6 * *now.target_duration,
                   "CAN-SKIP-UNTIL is less than six target durations");
  }
  return fine();
}

}  // namespace analyzers::hls
