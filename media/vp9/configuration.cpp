#include "media/vp9/configuration.hpp"

#include "media/bits/byte_reader.hpp"
#include "media/picture/pixel_format.hpp"

namespace media::vp9 {
namespace {

constexpr std::uint32_t box_version_1 = 0x01000000;
constexpr std::size_t box_version_bytes = 4;
constexpr unsigned identity_matrix = 0;

/// Without this, the record would start with profile 1 at a depth of 0 bits, which does not exist.
std::span<const std::byte> without_box_version(std::span<const std::byte> record) {
  const bool has_version = bits::ByteReader(record).u32() == box_version_1;
  return has_version ? record.subspan(box_version_bytes) : record;
}

picture::Chroma chroma_of(unsigned chroma_subsampling, unsigned matrix_coefficients) {
  switch (chroma_subsampling) {
    case 0:
    case 1:
      return picture::Chroma::yuv420;
    case 2:
      return picture::Chroma::yuv422;
    default:
      return matrix_coefficients == identity_matrix ? picture::Chroma::rgb
                                                    : picture::Chroma::yuv444;
  }
}

}  // namespace

std::optional<VideoFacts> read_configuration(std::span<const std::byte> record) {
  bits::ByteReader reader(without_box_version(record));
  const unsigned profile = reader.u8();
  const unsigned level = reader.u8();
  const unsigned depth_and_chroma = reader.u8();
  reader.skip(2);  // colourPrimaries, transferCharacteristics
  const unsigned matrix_coefficients = reader.u8();
  reader.skip(2);  // codecInitializationDataSize, 0 for VP9
  const unsigned bit_depth = depth_and_chroma >> 4U;
  const unsigned chroma_subsampling = (depth_and_chroma >> 1U) & 7U;
  const bool is_possible = profile <= 3 && chroma_subsampling <= 3 &&
                           (bit_depth == 8 || bit_depth == 10 || bit_depth == 12);
  if (!reader.ok() || !is_possible) return std::nullopt;

  VideoFacts facts;
  facts.profile = "Profile " + std::to_string(profile);
  if (level != 0) facts.level = std::to_string(level / 10) + "." + std::to_string(level % 10);
  facts.pixel_format =
      picture::pixel_format(chroma_of(chroma_subsampling, matrix_coefficients), bit_depth);
  return facts;
}

}  // namespace media::vp9
