// Writes FLV for tests: as the specification says, or broken in the place that a test wants.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "media/flv/body.hpp"
#include "tests/media/bytes.hpp"

namespace media::flv::test {

using Bytes = std::vector<std::byte>;
using media::test::bytes_of_hex;

// A sequence header of libx264 (320x240, 25 Hz, Constrained Baseline 1.3) and one with another size
// (640x360, Main 3.0, 30000/1001 Hz), in the bodies of video tags.
inline constexpr std::string_view avc_header =
    "17 00 000000 0142c00dffe100166742c00dda0507ec0440000003004000000c83c50aa801000468ce0fc8";
inline constexpr std::string_view other_avc_header =
    "17 00 000000 014d401effe10017674d401eeca05017fcb808800001f480007530078b16cb01000568ebe3cb20";
inline constexpr std::string_view aac_header = "AF 00 1190";  // LC, 48 kHz, stereo

class FlvWriter {
 public:
  FlvWriter& file_header(std::string_view hex = "464C56 01 05 00000009") { return hex_bytes(hex); }

  FlvWriter& hex_bytes(std::string_view hex) {
    const Bytes more = bytes_of_hex(hex);
    bytes_.insert(bytes_.end(), more.begin(), more.end());
    return *this;
  }

  /// A tag behind the size of the one before.
  FlvWriter& tag(BodyType type, std::uint32_t timestamp_ms, const Bytes& body) {
    previous_tag_size(previous_);
    number(static_cast<std::uint32_t>(type), 1);
    number(static_cast<std::uint32_t>(body.size()), 3);
    number(timestamp_ms & 0xFFFFFFU, 3);
    number(timestamp_ms >> 24U, 1);
    number(0, 3);
    bytes_.insert(bytes_.end(), body.begin(), body.end());
    previous_ = static_cast<std::uint32_t>(body.size()) + 11;
    return *this;
  }

  FlvWriter& video(std::uint32_t timestamp_ms, std::string_view hex) {
    return tag(BodyType::video, timestamp_ms, bytes_of_hex(hex));
  }
  FlvWriter& audio(std::uint32_t timestamp_ms, std::string_view hex) {
    return tag(BodyType::audio, timestamp_ms, bytes_of_hex(hex));
  }
  FlvWriter& script(std::uint32_t timestamp_ms, std::string_view hex) {
    return tag(BodyType::script, timestamp_ms, bytes_of_hex(hex));
  }

  FlvWriter& previous_tag_size(std::uint32_t size) { return number(size, 4); }

  /// What the next tag says about the one before it.
  FlvWriter& pretend_previous(std::uint32_t size) {
    previous_ = size;
    return *this;
  }

  /// With the size of the last tag, as a file ends.
  [[nodiscard]] Bytes end() {
    previous_tag_size(previous_);
    return bytes_;
  }

  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
  FlvWriter& number(std::uint32_t value, unsigned size) {
    while (size-- > 0) bytes_.push_back(static_cast<std::byte>(value >> (8 * size) & 0xFFU));
    return *this;
  }

  Bytes bytes_;
  std::uint32_t previous_ = 0;
};

/// `hex` and behind it zeros, up to `size` bytes.
inline Bytes padded(std::string_view hex, std::size_t size) {
  Bytes bytes = bytes_of_hex(hex);
  bytes.resize(size);
  return bytes;
}

}  // namespace media::flv::test
