// FFmpeg's names of pixel formats.
#pragma once

#include <cstdint>
#include <string>

namespace media::picture {

enum class Chroma : std::uint8_t { monochrome = 1, yuv420, yuv422, yuv444, rgb };

/// chroma_format_idc of H.264 and HEVC (ISO/IEC 14496-10 Table 6-1), 0 to 3; anything above counts
/// as 4:4:4.
Chroma chroma_of_format_idc(std::uint32_t chroma_format_idc);

enum class Range : std::uint8_t { limited = 1, full };

/// "yuv420p", "yuv422p10le", "gray", "gbrp". The older full-range names ("yuvj420p") are used where
/// FFmpeg still uses them: for 8 bits and full range. Empty for a depth without a name.
std::string pixel_format(Chroma chroma, unsigned bit_depth, Range range = Range::limited);

}  // namespace media::picture
