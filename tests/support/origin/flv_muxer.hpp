#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/origin/clip.hpp"

namespace origin {

enum class TagType : std::uint8_t { audio = 8, video = 9, script = 18 };

/// Length of a tag's header in front of its data.
inline constexpr std::size_t tag_header_size = 11;

/// One FLV tag, ready to send but for its timestamp: the header's timestamp is 0.
struct Tag {
  TagType type{};
  std::uint32_t time_ms = 0;  // from the start of the clip
  bool is_keyframe = false;   // of video
  std::string bytes;          // header, data, and the size that follows each tag
};

/// A clip as FLV: what a connection gets first, then the tags of one loop by time.
struct FlvStream {
  std::string file_header;  // with the first PreviousTagSize
  Tag metadata;
  std::vector<Tag> sequence_headers;
  std::vector<Tag> media;
  std::uint32_t duration_ms = 0;
};

/// The way in which tags name their codec: classic is a codec id (Adobe FLV 10.1 E.4; 12 for HEVC,
/// as servers in China do it), enhanced a FourCC (Enhanced RTMP v1 and v2).
struct FlvForm {
  bool enhanced_video = false;
  bool enhanced_audio = false;
  bool multitrack = false;  // repeats the video as track 1 in multitrack packets
};

FlvStream mux_flv(const Clip& clip, const FlvForm& form);

/// A tag of any type and data, with a timestamp of 0.
std::string tag_bytes(std::uint8_t type, std::string_view data);

/// Sets the 32-bit timestamp of a tag's header (low 24 bits, then the extension).
void put_timestamp(char* tag_header, std::uint32_t timestamp_ms);

}  // namespace origin
