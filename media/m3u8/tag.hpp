// The tags of RFC 8216 4.3 and rfc8216bis 4.4 by name.
#pragma once

#include <cstdint>
#include <string_view>

namespace media::m3u8 {

enum class Tag : std::uint8_t {
  // basic, and in either kind of playlist
  m3u = 1,
  version,
  independent_segments,
  start,
  define,
  // of media playlists
  target_duration,
  media_sequence,
  discontinuity_sequence,
  end_list,
  playlist_type,
  iframes_only,
  part_inf,
  server_control,
  // of segments
  inf,
  byte_range,
  discontinuity,
  key,
  map,
  program_date_time,
  gap,
  bitrate,
  part,
  // of media metadata
  date_range,
  skip,
  preload_hint,
  rendition_report,
  // of multivariant playlists
  media,
  stream_inf,
  iframe_stream_inf,
  session_data,
  session_key,
  content_steering,
  // withdrawn in version 7, and harmless
  allow_cache,
};

enum class TagScope : std::uint8_t { either = 1, media, multivariant };

struct TagInfo {
  std::string_view name;  // without "#"
  Tag tag;
  TagScope scope;
  bool is_single;  // may appear only once
  std::string_view clause;
};

/// nullptr if the name is not in the table.
[[nodiscard]] const TagInfo* find_tag(std::string_view name);

}  // namespace media::m3u8
