// How H.264 and HEVC store samples, and which part of a picture is shown.
#pragma once

#include <cstdint>
#include <string>

#include "media/bits/bit_reader.hpp"
#include "media/picture/vui.hpp"

namespace media::picture {

/// The fields from chroma_format_idc to bit_depth_chroma_minus8 (ISO/IEC 14496-10 7.3.2.1.1,
/// ISO/IEC 23008-2 7.3.2.2.1).
struct SampleFormat {
  std::uint32_t chroma_format_idc = 1;
  bool has_separate_planes = false;
  std::uint32_t luma_bits = 8;
  std::uint32_t chroma_bits = 8;

  /// ChromaArrayType: separately coded planes are treated like monochrome pictures.
  [[nodiscard]] std::uint32_t chroma_array_type() const {
    return has_separate_planes ? 0 : chroma_format_idc;
  }
};

/// Reads the offsets of the four sides (frame_crop_*_offset, conf_win_*_offset), which are in
/// chroma samples, and subtracts them. `fields` is 1, or 2 if the vertical offsets are in lines of
/// one field. False if nothing of the picture is left.
bool read_cropping(bits::BitReader& reader, const SampleFormat& format, std::uint32_t fields,
                   std::uint32_t& width, std::uint32_t& height);

/// FFmpeg's name; empty if there is none.
std::string pixel_format(const SampleFormat& format, const VideoSignal& signal);

}  // namespace media::picture
