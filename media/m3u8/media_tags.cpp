#include "media/m3u8/media_tags.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "media/m3u8/metadata_tags.hpp"
#include "media/m3u8/tag_attributes.hpp"

namespace media::m3u8 {

void MediaTags::tag(const TagInfo& tag, std::string_view value) {
  switch (tag.tag) {
    case Tag::target_duration:
      return target_duration(value);
    case Tag::media_sequence:
      list_.media_sequence = sequence_number(tag, value);
      list_.media_sequence_line = reading_.line;
      return;
    case Tag::discontinuity_sequence:
      list_.discontinuity_sequence = sequence_number(tag, value);
      list_.discontinuity_sequence_line = reading_.line;
      list_.has_discontinuity_sequence = true;
      return;
    case Tag::end_list:
      list_.has_end_list = true;
      list_.end_list_line = reading_.line;
      return;
    case Tag::playlist_type:
      return playlist_type(value);
    case Tag::iframes_only:
      list_.is_iframes_only = true;
      return reading_.need_version(4);
    case Tag::part_inf:
      return part_inf(tag, value);
    case Tag::server_control:
      return server_control(tag, value);
    case Tag::date_range:
      return list_.date_ranges.push_back(read_date_range(reading_, tag, value));
    case Tag::skip:
      list_.skip = read_skip(reading_, tag, value);
      return;
    case Tag::preload_hint:
      return list_.preload_hints.push_back(read_preload_hint(reading_, tag, value));
    case Tag::rendition_report:
      return list_.rendition_reports.push_back(read_rendition_report(reading_, tag, value));
    case Tag::allow_cache:
      return;
    default:
      return segments_.tag(tag, value);
  }
}

void MediaTags::target_duration(std::string_view value) {
  constexpr std::string_view clause = "RFC 8216 4.3.3.1";
  using std::chrono::ceil;
  const auto duration = seconds(trimmed(value));
  if (!duration) return reading_.problem(clause, "the target duration is not a number of seconds");
  if (!decimal_integer(trimmed(value))) {
    reading_.problem(clause, "the target duration is not a decimal integer");
  }
  list_.target_duration = ceil<std::chrono::seconds>(*duration);
  list_.target_duration_line = reading_.line;
}

std::uint64_t MediaTags::sequence_number(const TagInfo& tag, std::string_view value) {
  if (!list_.segments.empty()) {
    reading_.problem(tag.clause, std::string(tag.name) + " stands behind the first segment");
  } else if (tag.tag == Tag::discontinuity_sequence && segments_.discontinuities() > 0) {
    reading_.problem(tag.clause, std::string(tag.name) + " stands behind a discontinuity");
  }
  const auto number = decimal_integer(trimmed(value));
  if (!number) {
    reading_.problem(tag.clause, std::string(tag.name) + " is no decimal integer below 2^64");
  }
  return number.value_or(0);
}

void MediaTags::playlist_type(std::string_view value) {
  value = trimmed(value);
  if (value == "EVENT") {
    list_.type = MediaPlaylist::Type::event;
  } else if (value == "VOD") {
    list_.type = MediaPlaylist::Type::vod;
  } else {
    reading_.problem("RFC 8216 4.3.3.5", "the playlist type is neither EVENT nor VOD");
  }
}

void MediaTags::part_inf(const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading_, tag, value);
  while (attributes.next()) {
    if (attributes.is("PART-TARGET")) list_.part_target = attributes.seconds();
  }
  attributes.require(list_.part_target.has_value(), "PART-TARGET");
  list_.part_target_line = reading_.line;
}

void MediaTags::server_control(const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading_, tag, value);
  ServerControl control{.line = reading_.line};
  while (attributes.next()) {
    if (attributes.is("CAN-SKIP-UNTIL")) {
      control.can_skip_until = attributes.seconds();
    } else if (attributes.is("CAN-SKIP-DATERANGES")) {
      control.can_skip_date_ranges = attributes.yes();
    } else if (attributes.is("HOLD-BACK")) {
      control.hold_back = attributes.seconds();
    } else if (attributes.is("PART-HOLD-BACK")) {
      control.part_hold_back = attributes.seconds();
    } else if (attributes.is("CAN-BLOCK-RELOAD")) {
      control.can_block_reload = attributes.yes();
    }
  }
  if (control.can_skip_date_ranges) {
    attributes.require(control.can_skip_until.has_value(),
                       "CAN-SKIP-UNTIL beside CAN-SKIP-DATERANGES");
  }
  list_.server_control = control;
}

bool MediaTags::is_too_large() const {
  return list_.segments.size() > max_segments || list_.parts.size() > max_segments ||
         list_.keys.size() > max_segments || list_.maps.size() > max_segments ||
         list_.date_ranges.size() > max_segments || list_.preload_hints.size() > max_segments ||
         list_.rendition_reports.size() > max_segments;
}

void MediaTags::judge() {
  reading_.line = 0;
  if (list_.target_duration_line == 0) {
    reading_.problem("RFC 8216 4.3.3.1", "there is no EXT-X-TARGETDURATION");
  }
  if (!list_.parts.empty() && !list_.part_target) {
    reading_.problem("rfc8216bis 4.4.3.7", "there are parts and no EXT-X-PART-INF");
  }
  if (list_.part_target && (!list_.server_control || !list_.server_control->part_hold_back)) {
    reading_.problem("rfc8216bis 4.4.3.8",
                     "there is an EXT-X-PART-INF and no PART-HOLD-BACK in EXT-X-SERVER-CONTROL");
  }
  judge_date_ranges();
  const std::uint64_t last = UINT64_MAX - list_.segments.size();
  if (list_.media_sequence > last) {
    reading_.problem("RFC 8216 4.3.3.2", "the last segment has no media sequence number left");
  }
}

/// A date range is meaningless if the media has no date. A delta update may have skipped it.
void MediaTags::judge_date_ranges() {
  if (list_.date_ranges.empty() || list_.skip || list_.segments.empty()) return;
  const bool has_dates =
      std::any_of(list_.segments.begin(), list_.segments.end(),
                  [](const Segment& segment) { return segment.date_time_line != 0; });
  if (has_dates) return;
  reading_.line = list_.date_ranges.front().line;
  reading_.problem("RFC 8216 4.3.2.7",
                   "there is an EXT-X-DATERANGE and no EXT-X-PROGRAM-DATE-TIME");
}

MediaPlaylist MediaTags::finish() {
  segments_.finish();
  judge();
  return std::move(list_);
}

}  // namespace media::m3u8
