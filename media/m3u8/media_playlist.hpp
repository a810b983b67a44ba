// A media playlist (RFC 8216 4.3.2, 4.3.3; rfc8216bis 4.4.3, 4.4.4, 4.4.5) as a value.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "media/m3u8/key.hpp"

namespace media::m3u8 {

using std::chrono::nanoseconds;

/// A part of a resource. If the tag omits the offset, this holds the end of the previous range.
struct ByteRange {
  std::uint64_t length = 0;  // 0: no range, the whole resource
  std::uint64_t offset = 0;

  bool operator==(const ByteRange&) const = default;
};

/// Indices into one of the vectors of the playlist.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// EXT-X-MAP: where the initialization section of the following segments is.
struct Map {
  std::string uri{};
  ByteRange byte_range{};
  std::uint32_t line = 0;
};

/// EXT-X-PART: a part of a listed segment, or of the next one.
struct Part {
  std::string uri{};
  nanoseconds duration{};
  ByteRange byte_range{};
  std::uint64_t sequence = 0;  // of its segment
  bool is_independent = false;
  bool is_gap = false;
  std::uint32_t line = 0;
};

struct Segment {
  static constexpr std::uint32_t no_map = UINT32_MAX;

  std::uint64_t sequence = 0;                // media sequence number
  std::uint64_t discontinuity_sequence = 0;  // of the segment itself
  nanoseconds duration{};
  std::string uri{};  // as written, with variables substituted; relative to the playlist's own
  ByteRange byte_range{};
  std::optional<nanoseconds> program_date_time{};  // since 1970, if a tag gives it
  Range keys{};                                    // empty: not encrypted; several: one per format
  std::uint32_t map = no_map;                      // index into `maps`
  Range parts{};
  std::uint32_t bitrate_kbps = 0;  // 0: not given
  bool has_discontinuity = false;  // between the previous segment and this one
  bool is_gap = false;
  bool is_key_stated = false;            // an EXT-X-KEY in this text says how it is encrypted
  std::uint32_t line = 0;                // of its URI; 0: copied from the previous playlist
  std::uint32_t duration_line = 0;       // of its EXTINF
  std::uint32_t discontinuity_line = 0;  // 0: none
  std::uint32_t date_time_line = 0;      // 0: none
};

/// EXT-X-PRELOAD-HINT: what the server will provide next.
struct PreloadHint {
  enum class Type : std::uint8_t { part = 1, map, other };

  Type type = Type::other;
  std::string uri{};
  std::uint64_t byte_range_start = 0;
  std::optional<std::uint64_t> byte_range_length{};  // absent: to the end of the resource
  std::uint32_t line = 0;
};

/// EXT-X-RENDITION-REPORT: how far another rendition has got.
struct RenditionReport {
  std::string uri{};
  std::optional<std::uint64_t> last_media_sequence{};
  std::optional<std::uint64_t> last_part{};
  std::uint32_t line = 0;
};

/// EXT-X-DATERANGE. Client attributes (X-…) are only counted.
struct DateRange {
  std::string id{};
  std::string class_name{};
  std::string cue{};
  std::optional<nanoseconds> start_date{};  // since 1970
  std::optional<nanoseconds> end_date{};
  std::optional<nanoseconds> duration{};
  std::optional<nanoseconds> planned_duration{};
  std::string scte35_command{};  // hexadecimal digits, as written
  std::string scte35_out{};
  std::string scte35_in{};
  std::uint32_t client_attributes = 0;
  bool ends_on_next = false;
  std::uint32_t line = 0;
};

/// EXT-X-SERVER-CONTROL.
struct ServerControl {
  std::optional<nanoseconds> can_skip_until{};
  std::optional<nanoseconds> hold_back{};
  std::optional<nanoseconds> part_hold_back{};
  bool can_skip_date_ranges = false;
  bool can_block_reload = false;
  std::uint32_t line = 0;
};

/// EXT-X-SKIP: the playlist is a delta update, to be merged with the previous one.
struct Skip {
  std::uint64_t skipped_segments = 0;
  std::vector<std::string> removed_date_ranges{};
  std::uint32_t line = 0;
};

struct MediaPlaylist {
  enum class Type : std::uint8_t {
    live = 1,  // no EXT-X-PLAYLIST-TYPE
    event,
    vod,
  };

  std::optional<nanoseconds> target_duration{};
  std::optional<nanoseconds> part_target{};  // EXT-X-PART-INF
  std::uint64_t media_sequence = 0;
  std::uint64_t discontinuity_sequence = 0;  // of the first segment, excluding its own tag
  Type type = Type::live;
  bool has_end_list = false;
  bool is_iframes_only = false;
  bool has_discontinuity_sequence = false;  // the tag is present
  std::optional<ServerControl> server_control{};
  std::optional<Skip> skip{};

  std::vector<Segment> segments{};
  std::vector<Part> parts{};
  Range trailing_parts{};  // of the segment that is not complete yet
  std::vector<Key> keys{};
  std::vector<Map> maps{};
  std::vector<PreloadHint> preload_hints{};
  std::vector<RenditionReport> rendition_reports{};
  std::vector<DateRange> date_ranges{};

  std::uint32_t target_duration_line = 0;  // 0: the tag is absent
  std::uint32_t part_target_line = 0;
  std::uint32_t media_sequence_line = 0;
  std::uint32_t discontinuity_sequence_line = 0;
  std::uint32_t end_list_line = 0;

  /// Whether no more segments will be added.
  [[nodiscard]] bool is_finished() const { return has_end_list || type == Type::vod; }
  /// The number of the next segment.
  [[nodiscard]] std::uint64_t next_sequence() const {
    return segments.empty() ? media_sequence + (skip ? skip->skipped_segments : 0)
                            : segments.back().sequence + 1;
  }

  /// The segment with that number; nullptr if it is not listed.
  [[nodiscard]] const Segment* find(std::uint64_t sequence) const {
    if (segments.empty() || sequence < segments.front().sequence) return nullptr;
    const std::uint64_t index = sequence - segments.front().sequence;
    return index < segments.size() ? &segments[static_cast<std::size_t>(index)] : nullptr;
  }

  /// The total duration of the listed segments.
  [[nodiscard]] nanoseconds duration() const {
    nanoseconds sum{};
    for (const Segment& segment : segments) sum += segment.duration;
    return sum;
  }
};

}  // namespace media::m3u8
