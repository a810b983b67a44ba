#include "media/vp9/frame_header.hpp"

#include "media/bits/bit_reader.hpp"
#include "media/picture/pixel_format.hpp"

namespace media::vp9 {
namespace {

using bits::BitReader;
using picture::Chroma;

constexpr std::uint32_t frame_marker = 2;
constexpr std::uint32_t sync_code = 0x498342;
constexpr std::uint32_t color_space_rgb = 7;

struct Beginning {
  std::uint32_t profile = 0;
  bool is_keyframe = false;
};

/// uncompressed_header() from frame_marker to error_resilient_mode.
std::optional<Beginning> read_beginning(BitReader& reader) {
  if (reader.bits(2) != frame_marker) return std::nullopt;
  Beginning beginning;
  beginning.profile = reader.bits(1);
  beginning.profile += 2 * reader.bits(1);
  if (beginning.profile == 3 && reader.flag()) return std::nullopt;  // reserved_zero
  if (reader.flag()) return beginning;                               // show_existing_frame
  beginning.is_keyframe = !reader.flag();                            // frame_type
  reader.bits(2);  // show_frame, error_resilient_mode
  return reader.ok() ? std::optional(beginning) : std::nullopt;
}

/// The two bits of subsampling; nothing for 4:4:0, which has no name here. The even profiles imply
/// 4:2:0.
std::optional<Chroma> read_subsampling(BitReader& reader) {
  const bool is_subsampled_x = reader.flag();
  const bool is_subsampled_y = reader.flag();
  if (is_subsampled_x) return is_subsampled_y ? Chroma::yuv420 : Chroma::yuv422;
  return is_subsampled_y ? std::nullopt : std::optional(Chroma::yuv444);
}

/// color_config() (6.2.2); empty for a pixel format without a name.
std::string read_pixel_format(BitReader& reader, std::uint32_t profile) {
  unsigned bit_depth = 8;
  if (profile >= 2) bit_depth = reader.flag() ? 12 : 10;
  const bool tells_subsampling = profile % 2 == 1;
  if (reader.bits(3) == color_space_rgb) {
    if (tells_subsampling) reader.flag();  // reserved_zero
    return picture::pixel_format(Chroma::rgb, bit_depth);
  }
  reader.flag();  // color_range
  std::optional<Chroma> chroma = Chroma::yuv420;
  if (tells_subsampling) {
    chroma = read_subsampling(reader);
    reader.flag();  // reserved_zero
  }
  return chroma ? picture::pixel_format(*chroma, bit_depth) : std::string();
}

}  // namespace

bool is_keyframe(std::span<const std::byte> frame) {
  BitReader reader(frame);
  const auto beginning = read_beginning(reader);
  return beginning && beginning->is_keyframe;
}

std::optional<VideoFacts> read_keyframe_header(std::span<const std::byte> frame) {
  BitReader reader(frame);
  const auto beginning = read_beginning(reader);
  if (!beginning || !beginning->is_keyframe) return std::nullopt;
  if (reader.bits(24) != sync_code) return std::nullopt;
  VideoFacts facts;
  facts.profile = "Profile " + std::to_string(beginning->profile);
  facts.pixel_format = read_pixel_format(reader, beginning->profile);
  facts.width = reader.bits(16) + 1;
  facts.height = reader.bits(16) + 1;
  return reader.ok() ? std::optional(facts) : std::nullopt;
}

}  // namespace media::vp9
