// The elementary stream descriptor of MPEG-4 audio (ISO/IEC 14496-1 7.2.6, ISO/IEC 14496-14 5.6).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace media::mp4 {

struct ElementaryStream {
  std::uint8_t object_type = 0;                // objectTypeIndication
  std::span<const std::byte> specific_info{};  // AudioSpecificConfig; borrowed

  /// "aac", "mp3", "ac3", "eac3", "opus"; empty for other codecs.
  [[nodiscard]] std::string_view codec() const;
  /// "mp4a.40.2" (RFC 6381 3.3).
  [[nodiscard]] std::string codec_string() const;
};

/// Reads the content of an esds box.
[[nodiscard]] std::optional<ElementaryStream> read_esds(std::span<const std::byte> content);

}  // namespace media::mp4
