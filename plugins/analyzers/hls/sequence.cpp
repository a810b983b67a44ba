#include "plugins/analyzers/hls/sequence.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace analyzers::hls {

namespace {

using media::m3u8::MediaPlaylist;
using media::m3u8::Segment;

/// At some origins tokens in queries change with every version, so the path identifies a segment.
std::string_view path_of(const Segment& segment) {
  const std::string_view uri = segment.uri;
  return uri.substr(0, uri.find('?'));
}

bool is_same_resource(const Segment& one, const Segment& other) {
  return path_of(one) == path_of(other) && one.byte_range == other.byte_range;
}

bool is_overlap_the_same(const MediaPlaylist& before, const MediaPlaylist& now) {
  bool overlaps = false;
  for (const Segment& segment : now.segments) {
    const Segment* other = before.find(segment.sequence);
    if (other == nullptr) continue;
    if (!is_same_resource(segment, *other)) return false;
    overlaps = true;
  }
  return overlaps;
}

std::uint64_t first_of(const MediaPlaylist& list) { return list.segments.front().sequence; }
std::uint64_t last_of(const MediaPlaylist& list) { return list.segments.back().sequence; }
bool is_any_empty(const Change& change) {
  return change.before.segments.empty() || change.now.segments.empty();
}
bool follows(const Change& change) {
  return !is_any_empty(change) && relation(change.before, change.now) == Relation::follows;
}

/// By how much the first segment's number has changed since it was previously listed, if it was.
/// Names that stand for several segments, such as those of gaps and of a slate, give no answer.
std::optional<std::int64_t> renumbered_by(const Change& change) {
  const Segment& first = change.now.segments.front();
  const Segment* found = nullptr;
  for (const Segment& segment : change.before.segments) {
    if (!is_same_resource(segment, first)) continue;
    if (found != nullptr || segment.is_gap) return std::nullopt;
    found = &segment;
  }
  if (found == nullptr) return std::nullopt;
  return static_cast<std::int64_t>(first.sequence - found->sequence);
}

/// Some packagers, such as nginx-rtmp, start a stream with a discontinuity that follows nothing.
/// Whether it is counted when it leaves makes no difference to anybody.
bool has_lost_the_very_first(const Change& change) {
  const Segment& first = change.before.segments.front();
  return first.sequence == 0 && first.has_discontinuity && first_of(change.now) > 0;
}

Fact before_fact(const Segment& segment) { return {"before", describe(segment)}; }

}  // namespace

Relation relation(const MediaPlaylist& before, const MediaPlaylist& now) {
  if (before.segments.empty() || now.segments.empty()) return Relation::follows;
  const bool is_behind = last_of(now) <= last_of(before);
  const bool begins_earlier = first_of(now) < first_of(before);
  const bool is_one_behind =
      first_of(now) == first_of(before) && last_of(now) + 1 == last_of(before);
  if (is_behind && (begins_earlier || is_one_behind) && is_overlap_the_same(before, now)) {
    return Relation::older;
  }
  if (begins_earlier && !is_overlap_the_same(before, now)) return Relation::restarted;
  return Relation::follows;
}

vex::Nanos lag(const MediaPlaylist& before, const MediaPlaylist& now) {
  vex::Nanos sum{};
  for (const Segment& segment : before.segments) {
    if (now.segments.empty() || segment.sequence > last_of(now)) sum += segment.duration;
  }
  return sum;
}

Judgement sequence_regressed(const Change& change) {
  if (is_any_empty(change) || first_of(change.now) >= first_of(change.before)) return fine();
  if (relation(change.before, change.now) == Relation::older) return fine();
  return broken("the media sequence went back", static_cast<double>(first_of(change.now)),
                static_cast<double>(first_of(change.before)),
                {before_fact(change.before.segments.front()),
                 {"now", describe(change.now.segments.front())},
                 change.now.media_sequence_line != 0 ? change.lines(change.now.media_sequence_line)
                                                     : Fact{"line", "no EXT-X-MEDIA-SEQUENCE"}});
}

Judgement sequence_skipped(const Change& change) {
  if (!follows(change)) return fine();
  const auto shift = renumbered_by(change);
  if (shift && *shift > 0) {
    return broken("the media sequence advanced by more than the number of removed segments",
                  static_cast<double>(*shift), 0,
                  {before_fact(change.before.segments.front()),
                   {"now", describe(change.now.segments.front())}});
  }
  if (first_of(change.now) <= last_of(change.before) + 1) return fine();
  // The playlist was not loaded for a while, so this many segments may have come and gone.
  const auto count = static_cast<double>(change.before.segments.size());
  const double mean = std::max(0.1, vex::seconds(change.before.duration()) / count);
  const auto skipped = static_cast<double>(first_of(change.now) - last_of(change.before) - 1);
  const double possible = vex::seconds(change.elapsed) / mean * 1.5 + 2;
  if (skipped <= possible) return fine();
  return broken("the media sequence advanced by more than the elapsed time allows", skipped,
                possible,
                {before_fact(change.before.segments.back()),
                 {"now", describe(change.now.segments.front())},
                 {"elapsed", shown(change.elapsed)}});
}

Judgement window_shrunk(const Change& change) {
  if (!follows(change) || first_of(change.now) < first_of(change.before)) return fine();
  const bool is_event = change.before.type == MediaPlaylist::Type::event &&
                        change.now.type == MediaPlaylist::Type::event;
  if (is_event && first_of(change.now) > first_of(change.before)) {
    return broken("segments were removed from the start of an EVENT playlist",
                  static_cast<double>(first_of(change.now) - first_of(change.before)), 0,
                  {before_fact(change.before.segments.front()),
                   {"now", describe(change.now.segments.front())}});
  }
  if (last_of(change.now) >= last_of(change.before)) return fine();
  const auto gone = static_cast<double>(last_of(change.before) - last_of(change.now));
  return broken(
      "segments were removed from the end of a playlist", gone, 0,
      {before_fact(change.before.segments.back()), {"now", describe(change.now.segments.back())}});
}

Judgement segment_identity(const Change& change) {
  if (!follows(change)) return fine();
  const auto shift = renumbered_by(change);
  if (shift && *shift > 0) return fine();  // reported by sequence_skipped
  for (const Segment& segment : change.now.segments) {
    const Segment* other = change.before.find(segment.sequence);
    if (other == nullptr) continue;
    constexpr std::int64_t a_millisecond = 1'000'000;
    const bool is_as_long = std::abs((segment.duration - other->duration).count()) <= a_millisecond;
    if (is_same_resource(segment, *other) && is_as_long) continue;
    return broken(
        is_as_long ? "the URI of a segment has changed" : "the duration of a segment has changed",
        static_cast<double>(segment.sequence), vex::absent,
        {before_fact(*other),
         {"now", describe(segment)},
         change.lines.of(segment, segment.duration_line),
         change.lines.of(segment, segment.line)});
  }
  return fine();
}

Judgement discontinuity_sequence(const Change& change) {
  if (!follows(change)) return fine();
  const auto verdict = [&](const Segment& segment, std::uint64_t before) {
    return broken("the discontinuity sequence of a segment has changed",
                  static_cast<double>(segment.discontinuity_sequence), static_cast<double>(before),
                  {{"segment", describe(segment)},
                   change.now.has_discontinuity_sequence
                       ? change.lines(change.now.discontinuity_sequence_line)
                       : Fact{"line", "no EXT-X-DISCONTINUITY-SEQUENCE"}});
  };
  for (const Segment& segment : change.now.segments) {
    const Segment* other = change.before.find(segment.sequence);
    if (other == nullptr || !is_same_resource(segment, *other)) continue;
    if (other->discontinuity_sequence == segment.discontinuity_sequence) return fine();
    const bool is_one_less = other->discontinuity_sequence == segment.discontinuity_sequence + 1;
    if (is_one_less && has_lost_the_very_first(change)) return fine();
    return verdict(segment, other->discontinuity_sequence);
  }
  const Segment& first = change.now.segments.front();
  const std::uint64_t before = change.before.segments.back().discontinuity_sequence;
  return first.sequence > last_of(change.before) && first.discontinuity_sequence < before
             ? verdict(first, before)
             : fine();
}

}  // namespace analyzers::hls
