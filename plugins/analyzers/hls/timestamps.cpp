#include "plugins/analyzers/hls/timestamps.hpp"

#include <cmath>

#include "plugins/analyzers/hls/date_time.hpp"
#include "plugins/analyzers/hls/evidence.hpp"

namespace analyzers::hls {

namespace {

using media::m3u8::Segment;

/// When the segment became the newest one, on the local clock. Segments after a discontinuity have
/// a clock of their own, but time passes at the same rate.
vex::Nanos seen_at(const TimestampView& view) {
  vex::Nanos since{};
  for (const Segment& segment : view.playlist->segments) {
    if (segment.sequence >= view.media->media_sequence) since += segment.duration;
  }
  return view.fetched - since;
}

double seconds_of(const TimestampView& view) {
  return vex::seconds(view.playlist->target_duration.value_or(vex::Nanos{}));
}

/// Unwraps to the nearest of the times that share a 33-bit timestamp at 90 kHz.
double unwrapped(double distance) {
  constexpr double wrap = 8589934592.0 / 90000;
  return std::remainder(distance, wrap);
}

/// How far media is from where it should start. Cues may be anywhere in their segment and may
/// extend beyond it.
double distance_from(double expected, const TimestampView& view, double duration) {
  const double begin = unwrapped(vex::seconds(view.media->begin) - expected);
  if (!view.is_text) return begin;
  const double end = begin + vex::seconds(view.media->end - view.media->begin);
  if (begin > duration) return begin - duration;
  return end < 0 ? end : 0;
}

}  // namespace

Judgement timestamps_misaligned(const TimestampView& one, const TimestampView& other) {
  const bool are_known = one.media && other.media && one.playlist != nullptr &&
                         other.playlist != nullptr &&
                         one.media->discontinuity_sequence == other.media->discontinuity_sequence;
  if (!are_known) return fine();
  const Segment* segment = one.playlist->find(one.media->media_sequence);
  if (segment == nullptr || other.playlist->find(other.media->media_sequence) == nullptr) {
    return fine();
  }
  const auto date = date_time_of(*one.playlist, one.media->media_sequence);
  const auto other_date = date_time_of(*other.playlist, other.media->media_sequence);
  const bool has_dates = date && other_date;
  if (!has_dates && (one.playlist->is_finished() || other.playlist->is_finished())) return fine();
  const vex::Nanos apart = has_dates ? *date - *other_date : seen_at(one) - seen_at(other);
  const double expected = vex::seconds(other.media->begin + apart);
  const double distance = distance_from(expected, one, vex::seconds(segment->duration));
  // A date may be off by up to a second, and an edge is only seen when the playlist is loaded.
  const double target = std::max(seconds_of(one), seconds_of(other));
  const double limit = has_dates ? std::max(1.0, target / 2) : 3 * target;
  if (!(std::abs(distance) > limit)) return fine();
  return broken(one.is_text ? "the cues of subtitles are at other times than the media"
                            : "variants differ in timestamps at the same time",
                distance, limit,
                {{std::string(one.name), describe(*segment)},
                 {"begins at", shown(one.media->begin)},
                 {"is expected at", shown(vex::Nanos(static_cast<std::int64_t>(expected * 1e9)))},
                 {"as by", std::string(other.name)}});
}

}  // namespace analyzers::hls
