#include "media/av1/configuration.hpp"

#include "media/av1/obu.hpp"
#include "media/av1/sequence_header.hpp"
#include "media/bits/bit_reader.hpp"
#include "media/picture/pixel_format.hpp"

namespace media::av1 {
namespace {

constexpr std::size_t fixed_bytes = 4;
constexpr std::uint32_t marker_and_version = 0x81;

picture::Chroma chroma_of(bool is_monochrome, bool is_subsampled_x, bool is_subsampled_y) {
  if (is_monochrome) return picture::Chroma::monochrome;
  if (!is_subsampled_x) return picture::Chroma::yuv444;
  return is_subsampled_y ? picture::Chroma::yuv420 : picture::Chroma::yuv422;
}

std::optional<VideoFacts> read_fixed_fields(std::span<const std::byte> record) {
  bits::BitReader reader(record);
  if (reader.bits(8) != marker_and_version) return std::nullopt;
  const std::uint32_t seq_profile = reader.bits(3);
  const std::uint32_t level = reader.bits(5);
  reader.flag();  // seq_tier_0
  const bool is_high_bit_depth = reader.flag();
  const bool is_twelve_bit = reader.flag();
  const bool is_monochrome = reader.flag();
  const bool is_subsampled_x = reader.flag();
  const bool is_subsampled_y = reader.flag();
  reader.bits(2 + 8);  // chroma_sample_position, initial presentation delay
  if (!reader.ok() || seq_profile > 2) return std::nullopt;

  VideoFacts facts;
  facts.profile = profile_name(seq_profile);
  facts.level = level_name(level);
  const unsigned high_depth = is_twelve_bit ? 12 : 10;
  facts.pixel_format =
      picture::pixel_format(chroma_of(is_monochrome, is_subsampled_x, is_subsampled_y),
                            is_high_bit_depth ? high_depth : 8);
  return facts;
}

}  // namespace

std::optional<VideoFacts> read_configuration(std::span<const std::byte> record) {
  const auto fixed = read_fixed_fields(record);
  if (!fixed) return std::nullopt;
  Obus obus(record.subspan(fixed_bytes));
  while (const auto obu = obus.next()) {
    if (obu->type == ObuType::sequence_header) return read_sequence_header(obu->payload);
  }
  return obus.is_broken() ? std::nullopt : fixed;
}

}  // namespace media::av1
