#include "plugins/hls/segment_queue.hpp"

#include <algorithm>

namespace hls {
namespace {

using media::m3u8::Key;
using media::m3u8::MediaPlaylist;
using media::m3u8::Part;
using media::m3u8::Segment;

/// How far the newest sequence number must be behind what was fetched to mean that the playlist has
/// restarted. An edge that is slightly behind the others does not mean that.
constexpr std::uint64_t least_regression = 3;

/// Of several formats, the one that needs no licence (RFC 8216 4.3.2.4).
std::optional<Key> key_of(const MediaPlaylist& playlist, const Segment& segment) {
  const Key* found = nullptr;
  for (std::uint32_t i = 0; i < segment.keys.count; ++i) {
    const Key& key = playlist.keys.at(segment.keys.first + i);
    if (key.method == Key::Method::none) continue;
    if (found == nullptr || (key.key_format == "identity" && found->key_format != "identity")) {
      found = &key;
    }
  }
  return found == nullptr ? std::nullopt : std::optional(*found);
}

Item item_of(const MediaPlaylist& playlist, const Segment& segment) {
  Item item;
  item.sequence = segment.sequence;
  item.discontinuity_sequence = segment.discontinuity_sequence;
  item.uri = segment.uri;
  item.byte_range = segment.byte_range;
  item.duration = segment.duration;
  item.program_date_time = segment.program_date_time;
  if (segment.map != Segment::no_map) item.map = playlist.maps.at(segment.map);
  item.key = key_of(playlist, segment);
  return item;
}

Item item_of(const MediaPlaylist& playlist, const Segment& segment, const Part& part,
             std::uint32_t index) {
  Item item = item_of(playlist, segment);
  item.sequence = part.sequence;
  item.part = index;
  item.continues = index > 0;
  item.uri = part.uri;
  item.byte_range = part.byte_range;
  item.duration = part.duration;
  if (index > 0 || part.sequence != segment.sequence) item.program_date_time.reset();
  return item;
}

}  // namespace

std::optional<Item> SegmentQueue::next(const MediaPlaylist& playlist) {
  if (playlist.segments.empty() && playlist.trailing_parts.count == 0) return std::nullopt;
  if (!has_begun_) begin(playlist);
  follow(playlist);
  auto item = listed(playlist);
  if (item && is_hint_open_ && item->part && item->uri == hint_) {
    is_hint_open_ = false;
    advance(*item, true);
    item = listed(playlist);
  }
  if (!item) item = hinted(playlist);
  if (item) item->epoch = epoch_;
  return item;
}

std::optional<Item> SegmentQueue::listed(const MediaPlaylist& playlist) {
  const std::uint64_t first =
      playlist.segments.empty() ? playlist.next_sequence() : playlist.segments.front().sequence;
  for (; sequence_ < playlist.next_sequence(); ++sequence_, part_ = 0) {
    const Segment& segment = playlist.segments.at(static_cast<std::size_t>(sequence_ - first));
    if (segment.is_gap) continue;
    // A hint may have been the first part of a segment that is complete by now.
    const bool is_begun = part_ > 0 || (is_hint_open_ && segment.parts.count > 0);
    if (!is_begun) return item_of(playlist, segment);
    if (part_ < segment.parts.count) {
      return item_of(playlist, segment, playlist.parts.at(segment.parts.first + part_), part_);
    }
    // All its parts have been fetched, or are no longer listed.
  }
  if (choice_ != Segments::all || playlist.segments.empty()) return std::nullopt;
  const auto& trailing = playlist.trailing_parts;
  for (; sequence_ == playlist.next_sequence() && part_ < trailing.count; ++part_) {
    const Part& part = playlist.parts.at(trailing.first + part_);
    if (!part.is_gap) return item_of(playlist, playlist.segments.back(), part, part_);
  }
  return std::nullopt;
}

/// The part that the server promises next (rfc8216bis 4.4.5.3), for which it answers as soon as it
/// has it.
std::optional<Item> SegmentQueue::hinted(const MediaPlaylist& playlist) const {
  if (choice_ != Segments::all || playlist.is_finished() || playlist.segments.empty()) {
    return std::nullopt;
  }
  for (const auto& hint : playlist.preload_hints) {
    const bool is_whole = hint.byte_range_start == 0 && !hint.byte_range_length;
    if (hint.type != media::m3u8::PreloadHint::Type::part || !is_whole || hint.uri == hint_) {
      continue;
    }
    Item item = item_of(playlist, playlist.segments.back());
    item.sequence = playlist.next_sequence();
    item.part = playlist.trailing_parts.count;
    item.is_hinted = true;
    item.continues = playlist.trailing_parts.count > 0;
    item.uri = hint.uri;
    item.byte_range = {};
    item.duration = playlist.part_target.value_or(nanoseconds{});
    item.program_date_time.reset();
    return item;
  }
  return std::nullopt;
}

void SegmentQueue::advance(const Item& item, bool is_fetched) {
  if (item.is_hinted) {
    hint_ = item.uri;
    is_hint_open_ = is_fetched;
    return;
  }
  sequence_ = item.part ? item.sequence : item.sequence + 1;
  part_ = item.part ? *item.part + 1 : 0;
}

/// A player stays three target durations behind the end (RFC 8216 6.3.3), so whoever joins now
/// starts there.
void SegmentQueue::begin(const MediaPlaylist& playlist) {
  has_begun_ = true;
  part_ = 0;
  if (playlist.segments.empty()) {
    sequence_ = playlist.next_sequence();
    return;
  }
  sequence_ = playlist.segments.front().sequence;
  if (playlist.is_finished()) return;
  const bool from_last = choice_ != Segments::all || playlist.part_target.has_value();
  const nanoseconds wanted =
      from_last ? nanoseconds(1) : 3 * playlist.target_duration.value_or(nanoseconds{});
  nanoseconds held{};
  for (std::size_t i = playlist.segments.size(); i-- > 0;) {
    sequence_ = playlist.segments[i].sequence;
    held += playlist.segments[i].duration;
    if (held >= wanted) return;
  }
}

/// Handles a playlist that has moved on without us, or has restarted.
void SegmentQueue::follow(const MediaPlaylist& playlist) {
  const std::uint64_t next = playlist.next_sequence();
  const std::uint64_t window = playlist.segments.size();
  if (next + std::max(least_regression, window) < sequence_) {
    ++epoch_;
    begin(playlist);
    return;
  }
  const std::uint64_t first = playlist.segments.empty() ? next : playlist.segments.front().sequence;
  const bool is_behind = choice_ == Segments::latest && sequence_ + 1 < next;
  const std::uint64_t least = is_behind && !playlist.is_finished() ? next - 1 : first;
  if (sequence_ >= least) return;
  sequence_ = least;
  part_ = 0;
}

}  // namespace hls
