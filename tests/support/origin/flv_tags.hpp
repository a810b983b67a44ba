#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace origin {

/// A tag as a test looks at it.
struct SeenTag {
  std::uint8_t type = 0;
  std::uint32_t timestamp_ms = 0;
  std::uint32_t stream_id = 0;
  std::string data;
  std::uint32_t previous_tag_size = 0;  // the number after the tag
};

/// Takes FLV bytes apart: all whole tags after the file's header, and what is left after them.
struct SeenFlv {
  std::vector<SeenTag> tags;
  std::string rest;
};

SeenFlv see_flv(std::string_view bytes);

inline bool is_video(const SeenTag& tag) { return tag.type == 9; }
inline bool is_audio(const SeenTag& tag) { return tag.type == 8; }

/// Of classic AVC tags.
bool is_keyframe(const SeenTag& tag);
bool is_sequence_header(const SeenTag& tag);

}  // namespace origin
