// How segments are encrypted: EXT-X-KEY and EXT-X-SESSION-KEY (RFC 8216 4.3.2.4, 4.3.4.5).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace media::m3u8 {

struct Key {
  enum class Method : std::uint8_t {
    none = 1,
    aes_128,
    sample_aes,
    sample_aes_ctr,
    other,  // unknown to the specifications
  };

  Method method = Method::other;
  std::string uri{};                              // empty: none
  std::optional<std::array<std::byte, 16>> iv{};  // absent: the media sequence number
  std::string key_format{"identity"};
  std::string key_format_versions{"1"};
  std::uint32_t line = 0;
};

}  // namespace media::m3u8
