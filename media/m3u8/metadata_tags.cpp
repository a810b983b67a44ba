#include "media/m3u8/metadata_tags.hpp"

#include <algorithm>

#include "media/m3u8/tag_attributes.hpp"

namespace media::m3u8 {

namespace {

constexpr std::size_t most_removed_date_ranges = 1024;

std::vector<std::string> tab_separated(const std::string& text) {
  std::vector<std::string> items;
  std::string_view rest = text;
  while (!rest.empty() && items.size() < most_removed_date_ranges) {
    const std::string_view item = rest.substr(0, rest.find('\t'));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    items.emplace_back(item);
  }
  return items;
}

void judge(const DateRange& range, TagAttributes& attributes) {
  attributes.require(!range.id.empty(), "ID");
  if (range.end_date && range.start_date && *range.end_date < *range.start_date) {
    attributes.problem("END-DATE is before START-DATE");
  }
  if (range.ends_on_next && range.class_name.empty()) {
    attributes.problem("has END-ON-NEXT and no CLASS");
  }
  if (range.ends_on_next && (range.duration || range.end_date)) {
    attributes.problem("has END-ON-NEXT and an end of its own");
  }
}

}  // namespace

DateRange read_date_range(Reading& reading, const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading, tag, value);
  DateRange range{.line = reading.line};
  while (attributes.next()) {
    if (attributes.is("ID")) {
      range.id = attributes.quoted();
    } else if (attributes.is("CLASS")) {
      range.class_name = attributes.quoted();
    } else if (attributes.is("CUE")) {
      range.cue = attributes.quoted();
    } else if (attributes.is("START-DATE")) {
      range.start_date = attributes.date_time();
    } else if (attributes.is("END-DATE")) {
      range.end_date = attributes.date_time();
    } else if (attributes.is("DURATION")) {
      range.duration = attributes.seconds();
    } else if (attributes.is("PLANNED-DURATION")) {
      range.planned_duration = attributes.seconds();
    } else if (attributes.is("SCTE35-CMD")) {
      range.scte35_command = attributes.enumerated();
    } else if (attributes.is("SCTE35-OUT")) {
      range.scte35_out = attributes.enumerated();
    } else if (attributes.is("SCTE35-IN")) {
      range.scte35_in = attributes.enumerated();
    } else if (attributes.is("END-ON-NEXT")) {
      range.ends_on_next = attributes.yes();
    } else if (attributes.name().starts_with("X-")) {
      ++range.client_attributes;
    }
  }
  judge(range, attributes);
  return range;
}

Skip read_skip(Reading& reading, const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading, tag, value);
  Skip skip{.line = reading.line};
  bool has_count = false;
  reading.need_version(9);
  while (attributes.next()) {
    if (attributes.is("SKIPPED-SEGMENTS")) {
      skip.skipped_segments = attributes.integer();
      has_count = true;
    } else if (attributes.is("RECENTLY-REMOVED-DATERANGES")) {
      skip.removed_date_ranges = tab_separated(attributes.quoted());
      reading.need_version(10);
    }
  }
  attributes.require(has_count, "SKIPPED-SEGMENTS");
  return skip;
}

PreloadHint read_preload_hint(Reading& reading, const TagInfo& tag, std::string_view value) {
  TagAttributes attributes(reading, tag, value);
  PreloadHint hint{.line = reading.line};
  while (attributes.next()) {
    if (attributes.is("TYPE")) {
      const std::string type = attributes.enumerated();
      if (type == "PART") hint.type = PreloadHint::Type::part;
      if (type == "MAP") hint.type = PreloadHint::Type::map;
    } else if (attributes.is("URI")) {
      hint.uri = attributes.quoted();
    } else if (attributes.is("BYTERANGE-START")) {
      hint.byte_range_start = attributes.integer();
    } else if (attributes.is("BYTERANGE-LENGTH")) {
      hint.byte_range_length = attributes.integer();
    }
  }
  attributes.require(!hint.uri.empty(), "URI");
  return hint;
}

RenditionReport read_rendition_report(Reading& reading, const TagInfo& tag,
                                      std::string_view value) {
  TagAttributes attributes(reading, tag, value);
  RenditionReport report{.line = reading.line};
  while (attributes.next()) {
    if (attributes.is("URI")) {
      report.uri = attributes.quoted();
    } else if (attributes.is("LAST-MSN")) {
      report.last_media_sequence = attributes.integer();
    } else if (attributes.is("LAST-PART")) {
      report.last_part = attributes.integer();
    }
  }
  attributes.require(!report.uri.empty(), "URI");
  return report;
}

}  // namespace media::m3u8
