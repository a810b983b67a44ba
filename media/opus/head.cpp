#include "media/opus/head.hpp"

#include <algorithm>
#include <string_view>

#include "media/bits/byte_reader.hpp"

namespace media::opus {
namespace {

constexpr std::uint32_t decoding_rate = 48000;

bool has_magic(std::span<const std::byte> bytes) {
  constexpr std::string_view magic = "OpusHead";
  return std::equal(bytes.begin(), bytes.end(), magic.begin(), magic.end(),
                    [](std::byte b, char c) {
                      return std::to_integer<unsigned char>(b) == static_cast<unsigned char>(c);
                    });
}

/// The table that follows a mapping family other than 0 (5.1.1): streams, coupled streams, and for
/// each channel the stream it comes from.
bool has_possible_table(bits::ByteReader& reader, unsigned channels) {
  const unsigned streams = reader.u8();
  const unsigned coupled = reader.u8();
  reader.skip(channels);
  return reader.ok() && streams > 0 && coupled <= streams && streams + coupled <= 255;
}

}  // namespace

std::optional<AudioFacts> read_head(std::span<const std::byte> head) {
  bits::ByteReader reader(head);
  if (!has_magic(reader.bytes(8))) return std::nullopt;
  const unsigned version = reader.u8();
  const unsigned channels = reader.u8();
  reader.skip(2 + 4 + 2);  // pre-skip, input sample rate, output gain
  const unsigned mapping_family = reader.u8();
  // Versions 1 to 15 are compatible with the first.
  if (!reader.ok() || version > 15 || channels == 0) return std::nullopt;
  if (mapping_family == 0 && channels > 2) return std::nullopt;
  if (mapping_family != 0 && !has_possible_table(reader, channels)) return std::nullopt;
  AudioFacts facts;
  facts.sample_rate = decoding_rate;
  facts.channels = channels;
  return facts;
}

}  // namespace media::opus
