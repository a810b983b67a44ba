#include "media/flac/stream_info.hpp"

#include "media/bits/byte_reader.hpp"

namespace media::flac {

namespace {

constexpr std::uint32_t signature = 0x664C6143;  // "fLaC"
constexpr unsigned stream_info = 0;
constexpr std::uint32_t stream_info_size = 34;
constexpr std::size_t sizes_of_blocks_and_frames = 2 + 2 + 3 + 3;

}  // namespace

std::optional<AudioFacts> read_stream_info(std::span<const std::byte> head) {
  bits::ByteReader reader(head);
  if (reader.u32() != signature) return std::nullopt;
  const unsigned type = reader.u8() & 0x7FU;  // the first bit says whether it is the last block
  if (type != stream_info || reader.u24() != stream_info_size) return std::nullopt;
  reader.skip(sizes_of_blocks_and_frames);
  const std::uint32_t rate_and_channels = reader.u24();  // 20 bits, 3 bits, 1 bit of another field
  if (!reader.ok()) return std::nullopt;
  AudioFacts facts;
  facts.sample_rate = rate_and_channels >> 4U;
  facts.channels = (rate_and_channels >> 1U & 7U) + 1;
  if (facts.sample_rate == 0) return std::nullopt;
  return facts;
}

}  // namespace media::flac
