// The checksum of sections (ISO/IEC 13818-1 annex A).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace media::mpegts {

/// 0 over a section that ends with its own checksum.
[[nodiscard]] std::uint32_t crc32(std::span<const std::byte> bytes);

}  // namespace media::mpegts
