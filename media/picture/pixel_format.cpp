#include "media/picture/pixel_format.hpp"

namespace media::picture {
namespace {

std::string sampling_name(Chroma chroma) {
  switch (chroma) {
    case Chroma::yuv420:
      return "420p";
    case Chroma::yuv422:
      return "422p";
    default:
      return "444p";
  }
}

std::string family_name(Chroma chroma, bool has_old_full_range_name) {
  if (chroma == Chroma::monochrome) return "gray";
  if (chroma == Chroma::rgb) return "gbrp";
  return (has_old_full_range_name ? "yuvj" : "yuv") + sampling_name(chroma);
}

}  // namespace

Chroma chroma_of_format_idc(std::uint32_t chroma_format_idc) {
  switch (chroma_format_idc) {
    case 0:
      return Chroma::monochrome;
    case 1:
      return Chroma::yuv420;
    case 2:
      return Chroma::yuv422;
    default:
      return Chroma::yuv444;
  }
}

std::string pixel_format(Chroma chroma, unsigned bit_depth, Range range) {
  switch (bit_depth) {
    case 8:
      return family_name(chroma, range == Range::full);
    case 9:
    case 10:
    case 12:
    case 14:
      return family_name(chroma, false) + std::to_string(bit_depth) + "le";
    default:
      return {};
  }
}

}  // namespace media::picture
