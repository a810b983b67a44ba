#include "media/av1/color_config.hpp"

#include "media/picture/pixel_format.hpp"

namespace media::av1 {
namespace {

using bits::BitReader;
using picture::Chroma;

constexpr std::uint32_t professional = 2;

struct ColorDescription {
  std::uint32_t primaries = 2;  // 2: unspecified
  std::uint32_t transfer = 2;
  std::uint32_t matrix = 2;

  /// BT.709 primaries, sRGB transfer and identity matrix: the only way to signal RGB.
  bool is_rgb() const { return primaries == 1 && transfer == 13 && matrix == 0; }
};

unsigned read_bit_depth(BitReader& reader, std::uint32_t seq_profile) {
  if (!reader.flag()) return 8;  // high_bitdepth
  return seq_profile == professional && reader.flag() ? 12 : 10;
}

ColorDescription read_description(BitReader& reader) {
  ColorDescription description;
  if (!reader.flag()) return description;  // color_description_present_flag
  description.primaries = reader.bits(8);
  description.transfer = reader.bits(8);
  description.matrix = reader.bits(8);
  return description;
}

Chroma read_subsampling(BitReader& reader, std::uint32_t seq_profile, unsigned bit_depth) {
  if (seq_profile == 0) return Chroma::yuv420;
  if (seq_profile == 1) return Chroma::yuv444;
  if (bit_depth != 12) return Chroma::yuv422;
  if (!reader.flag()) return Chroma::yuv444;  // subsampling_x
  return reader.flag() ? Chroma::yuv420 : Chroma::yuv422;
}

}  // namespace

std::string read_pixel_format(BitReader& reader, std::uint32_t seq_profile) {
  const unsigned bit_depth = read_bit_depth(reader, seq_profile);
  const bool is_monochrome = seq_profile != 1 && reader.flag();
  const ColorDescription description = read_description(reader);
  if (is_monochrome) {
    reader.flag();  // color_range
    return picture::pixel_format(Chroma::monochrome, bit_depth);
  }
  Chroma chroma = Chroma::rgb;
  if (!description.is_rgb()) {
    reader.flag();  // color_range
    chroma = read_subsampling(reader, seq_profile, bit_depth);
    if (chroma == Chroma::yuv420) reader.bits(2);  // chroma_sample_position
  }
  reader.flag();  // separate_uv_delta_q
  return picture::pixel_format(chroma, bit_depth);
}

}  // namespace media::av1
