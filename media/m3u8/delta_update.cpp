#include "media/m3u8/delta_update.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace media::m3u8 {

namespace {

/// Copies the items that ranges refer to; neighbours that share a range also share the copy.
template <class Item>
class RangeCopy {
 public:
  RangeCopy(const std::vector<Item>& from, std::vector<Item>& to) : from_(from), to_(to) {}

  Range operator()(const Range& range) {
    if (range.count == 0) return {};
    if (range.first == last_.first && range.count == last_.count) return copy_;
    last_ = range;
    copy_ = {static_cast<std::uint32_t>(to_.size()), range.count};
    const auto begin = from_.begin() + range.first;
    to_.insert(to_.end(), begin, begin + range.count);
    return copy_;
  }

 private:
  const std::vector<Item>& from_;
  std::vector<Item>& to_;
  Range last_{};
  Range copy_{};
};

/// The new places of the keys, maps and parts of one playlist's segments.
class Adoption {
 public:
  Adoption(const std::vector<Key>& keys, const std::vector<Map>& maps,
           const std::vector<Part>& parts, MediaPlaylist& whole)
      : keys_(keys, whole.keys), maps_(maps, whole.maps), parts_(parts, whole.parts) {}

  void adopt(Segment& segment) {
    segment.keys = keys_(segment.keys);
    segment.parts = parts_(segment.parts);
    if (segment.map != Segment::no_map) segment.map = maps_({segment.map, 1}).first;
  }
  Range adopt_parts(const Range& range) { return parts_(range); }

 private:
  RangeCopy<Key> keys_;
  RangeCopy<Map> maps_;
  RangeCopy<Part> parts_;
};

/// Adds the skipped segments, and returns the last of them.
void take_over(std::span<const Segment> skipped, const MediaPlaylist& previous,
               MediaPlaylist& whole) {
  Adoption adoption(previous.keys, previous.maps, previous.parts, whole);
  std::uint64_t discontinuities = whole.discontinuity_sequence;
  for (const Segment& segment : skipped) {
    Segment taken = segment;
    adoption.adopt(taken);
    if (taken.has_discontinuity) ++discontinuities;
    taken.discontinuity_sequence = discontinuities;
    taken.line = taken.duration_line = taken.discontinuity_line = taken.date_time_line = 0;
    whole.segments.push_back(std::move(taken));
  }
}

/// Adds the segments of the update itself. What was in effect at the end of the skipped segments
/// stays in effect.
void append(std::vector<Segment> segments, Adoption& adoption, MediaPlaylist& whole) {
  const Segment last = whole.segments.back();
  const std::uint64_t skipped_discontinuities =
      last.discontinuity_sequence - whole.discontinuity_sequence;
  for (Segment& segment : segments) {
    adoption.adopt(segment);
    if (segment.map == Segment::no_map) segment.map = last.map;
    if (!segment.is_key_stated) segment.keys = last.keys;
    segment.discontinuity_sequence += skipped_discontinuities;
    whole.segments.push_back(std::move(segment));
  }
}

bool has_id(const std::vector<DateRange>& ranges, const std::string& id) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const auto& r) { return r.id == id; });
}

std::vector<DateRange> kept_date_ranges(const MediaPlaylist& previous,
                                        const std::vector<DateRange>& named,
                                        const std::vector<std::string>& removed) {
  std::vector<DateRange> kept;
  for (const DateRange& range : previous.date_ranges) {
    if (has_id(named, range.id)) continue;
    if (std::find(removed.begin(), removed.end(), range.id) != removed.end()) continue;
    kept.push_back(range);
    kept.back().line = 0;
  }
  return kept;
}

/// The segments that the update skips; empty if the previous playlist does not have all of them.
std::span<const Segment> skipped_segments(const MediaPlaylist& previous,
                                          const MediaPlaylist& update) {
  const std::uint64_t count = update.skip->skipped_segments;
  if (previous.segments.empty()) return {};
  const std::uint64_t first = previous.segments.front().sequence;
  if (update.media_sequence < first) return {};
  const std::uint64_t index = update.media_sequence - first;
  if (index > previous.segments.size() || count > previous.segments.size() - index) return {};
  return std::span(previous.segments)
      .subspan(static_cast<std::size_t>(index), static_cast<std::size_t>(count));
}

}  // namespace

std::optional<std::string> merge_delta_update(const MediaPlaylist& previous,
                                              MediaPlaylist& update) {
  if (!update.skip || update.skip->skipped_segments == 0) {
    update.skip.reset();
    return std::nullopt;
  }
  if (previous.skip) return "the previous playlist is a delta update that was not merged";
  const auto skipped = skipped_segments(previous, update);
  if (skipped.empty()) return "segments are skipped that the previous playlist does not have";

  const Skip skip = *std::exchange(update.skip, std::nullopt);
  auto segments = std::exchange(update.segments, {});
  const auto parts = std::exchange(update.parts, {});
  const auto keys = std::exchange(update.keys, {});
  const auto maps = std::exchange(update.maps, {});
  take_over(skipped, previous, update);
  Adoption adoption(keys, maps, parts, update);
  append(std::move(segments), adoption, update);
  update.trailing_parts = adoption.adopt_parts(update.trailing_parts);

  auto ranges = kept_date_ranges(previous, update.date_ranges, skip.removed_date_ranges);
  std::move(update.date_ranges.begin(), update.date_ranges.end(), std::back_inserter(ranges));
  update.date_ranges = std::move(ranges);
  return std::nullopt;
}

}  // namespace media::m3u8
