#include "media/m3u8/segment_tags.hpp"

#include <utility>

#include "media/m3u8/date_time.hpp"
#include "media/m3u8/key_reader.hpp"
#include "media/m3u8/tag_attributes.hpp"

namespace media::m3u8 {

namespace {

constexpr std::uint32_t most_key_formats = 8;

/// The offset of a range that does not give one: the end of the previous range of the same
/// resource.
std::optional<std::uint64_t> end_of(const std::string& uri, const std::string& before_uri,
                                    const ByteRange& before) {
  if (before.length == 0 || before_uri != uri) return std::nullopt;
  return before.offset + before.length;
}

}  // namespace

void SegmentTags::tag(const TagInfo& tag, std::string_view value) {
  switch (tag.tag) {
    case Tag::inf:
      return inf(value);
    case Tag::byte_range:
      return byte_range(value);
    case Tag::discontinuity:
      next_.has_discontinuity = true;
      next_.discontinuity_line = reading_.line;
      ++discontinuities_;
      return;
    case Tag::key:
      return key(tag, value);
    case Tag::map:
      return map(tag, value);
    case Tag::program_date_time:
      return program_date_time(value);
    case Tag::gap:
      next_.is_gap = true;
      return;
    case Tag::bitrate:
      return bitrate(tag, value);
    case Tag::part:
      return part(tag, value);
    default:
      return;
  }
}

void SegmentTags::inf(std::string_view value) {
  constexpr std::string_view clause = "RFC 8216 4.3.2.1";
  if (has_inf_) reading_.problem(clause, "an EXTINF is followed by no URI");
  has_inf_ = true;
  next_.duration_line = reading_.line;
  const std::size_t comma = value.find(',');
  if (comma == std::string_view::npos) reading_.problem(clause, "an EXTINF has no comma");
  const std::string_view text = trimmed(value.substr(0, comma));
  const auto duration = seconds(text);
  if (!duration) return reading_.problem(clause, "an EXTINF has no duration in seconds");
  next_.duration = *duration;
  if (text.find('.') != std::string_view::npos) reading_.need_version(3);
}

void SegmentTags::byte_range(std::string_view value) {
  constexpr std::string_view clause = "RFC 8216 4.3.2.2";
  reading_.need_version(4);
  const auto range = read_byte_range(value);
  if (!range || range->length == 0) {
    return reading_.problem(clause, "an EXT-X-BYTERANGE is not a length and offset");
  }
  if (next_.byte_range.length != 0) {
    reading_.problem(clause, "a segment has two of EXT-X-BYTERANGE");
  }
  next_.byte_range.length = range->length;
  range_offset_ = range->offset;
}

void SegmentTags::program_date_time(std::string_view value) {
  constexpr std::string_view clause = "RFC 8216 4.3.2.6";
  if (next_.date_time_line != 0) {
    reading_.problem(clause, "a segment has two of EXT-X-PROGRAM-DATE-TIME");
  }
  next_.program_date_time = read_date_time(trimmed(value));
  next_.date_time_line = reading_.line;
  if (!next_.program_date_time) {
    reading_.problem(clause, "an EXT-X-PROGRAM-DATE-TIME is not a date with a time (ISO 8601)");
  }
}

void SegmentTags::bitrate(const TagInfo& tag, std::string_view value) {
  const auto rate = decimal_integer(trimmed(value));
  if (!rate || *rate > UINT32_MAX) {
    return reading_.problem(tag.clause, "an EXT-X-BITRATE is not a number of kbit/s");
  }
  next_.bitrate_kbps = static_cast<std::uint32_t>(*rate);
}

/// A set of keys that segments refer to must not change, so the next set starts as a copy of it.
void SegmentTags::detach_keys() {
  if (!are_keys_used_) return;
  are_keys_used_ = false;
  const std::size_t first = list_.keys.size();
  for (std::uint32_t i = 0; i < next_.keys.count; ++i) {
    Key copy = list_.keys[next_.keys.first + i];
    list_.keys.push_back(std::move(copy));
  }
  next_.keys.first = static_cast<std::uint32_t>(first);
}

void SegmentTags::key(const TagInfo& tag, std::string_view value) {
  Key key = read_key(reading_, tag, value);
  next_.is_key_stated = true;
  if (key.method == Key::Method::none) {
    next_.keys = {};
    return;
  }
  if (next_.keys.count == 0) {
    next_.keys.first = static_cast<std::uint32_t>(list_.keys.size());
    are_keys_used_ = false;
  }
  detach_keys();
  for (std::uint32_t i = 0; i < next_.keys.count; ++i) {
    Key& other = list_.keys[next_.keys.first + i];
    if (other.key_format != key.key_format) continue;
    other = std::move(key);
    return;
  }
  if (next_.keys.count == most_key_formats) return;
  list_.keys.push_back(std::move(key));
  ++next_.keys.count;
}

void SegmentTags::map(const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading_, tag, value);
  Map map{.line = reading_.line};
  while (attributes.next()) {
    if (attributes.is("URI")) {
      map.uri = attributes.quoted();
    } else if (attributes.is("BYTERANGE")) {
      const auto range = read_byte_range(attributes.quoted());
      if (!range) attributes.problem("BYTERANGE is not a length and offset");
      if (range) map.byte_range = {range->length, range->offset.value_or(0)};
    }
  }
  attributes.require(!map.uri.empty(), "URI");
  reading_.need_version(list_.is_iframes_only ? 5 : 6);
  next_.map = static_cast<std::uint32_t>(list_.maps.size());
  list_.maps.push_back(std::move(map));
}

void SegmentTags::part(const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading_, tag, value);
  Part part{.line = reading_.line};
  std::optional<WrittenRange> range;
  bool has_duration = false;
  while (attributes.next()) {
    if (attributes.is("DURATION")) {
      const auto duration = attributes.seconds();
      has_duration = true;
      part.duration = duration.value_or(nanoseconds{});
    } else if (attributes.is("URI")) {
      part.uri = attributes.quoted();
    } else if (attributes.is("INDEPENDENT")) {
      part.is_independent = attributes.yes();
    } else if (attributes.is("GAP")) {
      part.is_gap = attributes.yes();
    } else if (attributes.is("BYTERANGE")) {
      range = read_byte_range(attributes.quoted());
      if (!range) attributes.problem("BYTERANGE is not a length and offset");
    }
  }
  attributes.require(!part.uri.empty(), "URI");
  attributes.require(has_duration, "DURATION");
  if (range) {
    auto offset = range->offset;
    if (!offset && !list_.parts.empty()) {
      offset = end_of(part.uri, list_.parts.back().uri, list_.parts.back().byte_range);
    }
    part.byte_range = {range->length, offset.value_or(0)};
  }
  list_.parts.push_back(std::move(part));
  ++next_.parts.count;
}

void SegmentTags::uri(std::string_view line) {
  if (!has_inf_) reading_.problem("RFC 8216 4.3.2.1", "a segment has no EXTINF");
  next_.line = reading_.line;
  next_.uri = reading_.text(line);
  if (next_.byte_range.length != 0) {
    if (!range_offset_ && !list_.segments.empty()) {
      const Segment& before = list_.segments.back();
      range_offset_ = end_of(next_.uri, before.uri, before.byte_range);
    }
    const bool may_follow_skipped = list_.skip && list_.segments.empty();
    if (!range_offset_ && !may_follow_skipped) {
      reading_.problem("RFC 8216 4.3.2.2", "an EXT-X-BYTERANGE without offset follows no other");
    }
    next_.byte_range.offset = range_offset_.value_or(0);
  }
  next_.discontinuity_sequence = discontinuities_;
  begin_next();
}

void SegmentTags::begin_next() {
  Segment next;
  next.keys = next_.keys;
  next.is_key_stated = next_.is_key_stated;
  next.map = next_.map;
  next.bitrate_kbps = next_.bitrate_kbps;
  next.parts.first = static_cast<std::uint32_t>(list_.parts.size());
  list_.segments.push_back(std::move(next_));
  next_ = std::move(next);
  are_keys_used_ = next_.keys.count != 0;
  has_inf_ = false;
  range_offset_.reset();
}

void SegmentTags::finish() {
  if (has_inf_) {
    reading_.line = next_.duration_line;
    reading_.problem("RFC 8216 4.3.2.1", "an EXTINF is followed by no URI");
  }
  std::uint64_t sequence = list_.media_sequence + (list_.skip ? list_.skip->skipped_segments : 0);
  const auto number_parts = [&](const Range& range) {
    for (std::uint32_t i = 0; i < range.count; ++i)
      list_.parts[range.first + i].sequence = sequence;
  };
  for (Segment& segment : list_.segments) {
    segment.sequence = sequence;
    segment.discontinuity_sequence += list_.discontinuity_sequence;
    number_parts(segment.parts);
    ++sequence;
  }
  list_.trailing_parts = next_.parts;
  number_parts(list_.trailing_parts);
}

}  // namespace media::m3u8
