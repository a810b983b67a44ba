// Builds the segments and parts of a media playlist from its tags (RFC 8216 4.3.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "media/m3u8/media_playlist.hpp"
#include "media/m3u8/reading.hpp"
#include "media/m3u8/tag.hpp"

namespace media::m3u8 {

class SegmentTags {
 public:
  SegmentTags(Reading& reading, MediaPlaylist& list) : reading_(reading), list_(list) {}

  void tag(const TagInfo& tag, std::string_view value);
  void uri(std::string_view line);

  /// Numbers the segments, which requires that all tags are known.
  void finish();

  [[nodiscard]] std::uint64_t discontinuities() const { return discontinuities_; }

 private:
  void inf(std::string_view value);
  void byte_range(std::string_view value);
  void key(const TagInfo& tag, std::string_view value);
  void map(const TagInfo& tag, std::string_view value);
  void part(const TagInfo& tag, std::string_view value);
  void program_date_time(std::string_view value);
  void bitrate(const TagInfo& tag, std::string_view value);
  void detach_keys();
  void begin_next();

  Reading& reading_;
  MediaPlaylist& list_;
  Segment next_{};  // the segment whose tags are being read
  std::optional<std::uint64_t> range_offset_{};
  bool has_inf_ = false;
  bool are_keys_used_ = false;  // a segment uses the current set of keys
  std::uint64_t discontinuities_ = 0;
};

}  // namespace media::m3u8
