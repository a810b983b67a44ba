// Builds a media playlist from its tags.
#pragma once

#include <string_view>

#include "media/m3u8/media_playlist.hpp"
#include "media/m3u8/reading.hpp"
#include "media/m3u8/segment_tags.hpp"
#include "media/m3u8/tag.hpp"

namespace media::m3u8 {

class MediaTags {
 public:
  explicit MediaTags(Reading& reading) : reading_(reading), segments_(reading, list_) {}
  MediaTags(const MediaTags&) = delete;
  MediaTags& operator=(const MediaTags&) = delete;

  void tag(const TagInfo& tag, std::string_view value);
  void uri(std::string_view line) { segments_.uri(line); }

  /// Checks what can only be checked at the end, and returns the playlist.
  MediaPlaylist finish();

  [[nodiscard]] bool is_too_large() const;

 private:
  void target_duration(std::string_view value);
  void part_inf(const TagInfo& tag, std::string_view value);
  void server_control(const TagInfo& tag, std::string_view value);
  void playlist_type(std::string_view value);
  std::uint64_t sequence_number(const TagInfo& tag, std::string_view value);
  void judge();
  void judge_date_ranges();

  Reading& reading_;
  MediaPlaylist list_{};
  SegmentTags segments_;
};

}  // namespace media::m3u8
