#include "media/picture/sample_format.hpp"

#include "media/picture/pixel_format.hpp"

namespace media::picture {

bool read_cropping(bits::BitReader& reader, const SampleFormat& format, std::uint32_t fields,
                   std::uint32_t& width, std::uint32_t& height) {
  // SubWidthC and SubHeightC (Table 6-1 of either standard).
  const std::uint32_t type = format.chroma_array_type();
  const std::uint64_t unit_x = type == 1 || type == 2 ? 2 : 1;
  const std::uint64_t unit_y = std::uint64_t{fields} * (type == 1 ? 2 : 1);
  const std::uint64_t left = reader.ue();
  const std::uint64_t right = reader.ue();
  const std::uint64_t top = reader.ue();
  const std::uint64_t bottom = reader.ue();
  const std::uint64_t crop_x = (left + right) * unit_x;
  const std::uint64_t crop_y = (top + bottom) * unit_y;
  if (crop_x >= width || crop_y >= height) return false;
  width -= static_cast<std::uint32_t>(crop_x);
  height -= static_cast<std::uint32_t>(crop_y);
  return true;
}

std::string pixel_format(const SampleFormat& format, const VideoSignal& signal) {
  if (format.luma_bits != format.chroma_bits && format.chroma_format_idc != 0) return {};
  Chroma chroma = chroma_of_format_idc(format.chroma_format_idc);
  if (chroma == Chroma::yuv444 && signal.matrix_coefficients == 0) chroma = Chroma::rgb;
  return pixel_format(chroma, format.luma_bits, signal.range);
}

}  // namespace media::picture
