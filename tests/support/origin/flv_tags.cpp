#include "tests/support/origin/flv_tags.hpp"

namespace origin {
namespace {

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint32_t value = 0;
  for (const char byte : bytes.substr(at, width)) {
    value = value << 8 | static_cast<unsigned char>(byte);
  }
  return value;
}

}  // namespace

SeenFlv see_flv(std::string_view bytes) {
  constexpr std::size_t file_header_size = 13;
  SeenFlv seen;
  if (!bytes.starts_with("FLV")) {
    seen.rest = bytes;
    return seen;
  }
  bytes.remove_prefix(file_header_size);
  while (bytes.size() >= 15) {
    const std::size_t size = number(bytes, 1, 3);
    if (bytes.size() < 11 + size + 4) {
      break;
    }
    seen.tags.push_back({static_cast<std::uint8_t>(bytes[0]),
                         number(bytes, 4, 3) | number(bytes, 7, 1) << 24, number(bytes, 8, 3),
                         std::string(bytes.substr(11, size)), number(bytes, 11 + size, 4)});
    bytes.remove_prefix(11 + size + 4);
  }
  seen.rest = bytes;
  return seen;
}

bool is_keyframe(const SeenTag& tag) {
  return is_video(tag) && static_cast<unsigned char>(tag.data[0]) >> 4 == 1 && tag.data[1] == 1;
}

bool is_sequence_header(const SeenTag& tag) {
  return (is_video(tag) || is_audio(tag)) && tag.data[1] == 0;
}

}  // namespace origin
