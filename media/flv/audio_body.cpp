#include "media/flv/audio_body.hpp"

#include <array>

#include "media/flv/extended_header.hpp"

namespace media::flv {

namespace {

constexpr unsigned sound_format_extended = 9;
constexpr unsigned sound_format_nellymoser_16_khz = 4;
constexpr unsigned sound_format_nellymoser_8_khz = 5;

void read_sound(unsigned first, AudioBody& body) {
  constexpr std::array<std::uint32_t, 4> rates{5512, 11025, 22050, 44100};
  const std::uint32_t rate = rates[first >> 2U & 3U];
  const std::uint32_t channels = (first & 1U) + 1;
  const unsigned format = first >> 4U;
  switch (body.codec) {
    case Codec::g711a:
    case Codec::g711u:
      body.sample_rate = 8000;
      body.channels = channels;
      break;
    case Codec::speex:  // "the sample rate is 16 kHz, always mono"
      body.sample_rate = 16000;
      body.channels = 1;
      break;
    case Codec::nellymoser:
      body.sample_rate = format == sound_format_nellymoser_16_khz  ? 16000
                         : format == sound_format_nellymoser_8_khz ? 8000
                                                                   : rate;
      body.channels =
          format == sound_format_nellymoser_16_khz || format == sound_format_nellymoser_8_khz
              ? 1
              : channels;
      break;
    case Codec::pcm:
    case Codec::adpcm:
      body.sample_rate = rate;
      body.channels = channels;
      break;
    default:  // AAC always says 44.1 kHz stereo; MP3 says it better in its own header
      break;
  }
}

AudioBody read_plain(unsigned first, bits::ByteReader& bytes) {
  AudioBody body;
  body.content = Content::frame;
  body.codec = audio_codec(first >> 4U);
  read_sound(first, body);
  if (body.codec != Codec::aac) return body;
  switch (bytes.u8()) {  // AACPacketType
    case 0:
      body.content = Content::configuration;
      break;
    case 1:
      break;
    default:
      body.content = Content::other;
  }
  return body;
}

AudioBody read_extended(unsigned first, bits::ByteReader& bytes) {
  const auto [packet_type, offset_ns] = read_modifiers(first & 0x0FU, bytes);
  AudioBody body;
  body.presentation_offset_ns = offset_ns;
  if (packet_type == ExtendedPacketType::audio_multitrack) {
    body.content = Content::multitrack;
    return body;
  }
  body.codec = audio_codec_of_fourcc(bytes.u32());
  switch (packet_type) {
    case ExtendedPacketType::sequence_start:
      body.content = Content::configuration;
      break;
    case ExtendedPacketType::coded_frames:
      body.content = Content::frame;
      break;
    case ExtendedPacketType::sequence_end:
      body.content = Content::end_of_sequence;
      break;
    default:
      break;
  }
  return body;
}

}  // namespace

std::optional<AudioBody> read_audio_body(std::span<const std::byte> head, std::size_t size) {
  bits::ByteReader bytes(head);
  const unsigned first = bytes.u8();
  AudioBody body =
      first >> 4U == sound_format_extended ? read_extended(first, bytes) : read_plain(first, bytes);
  if (!bytes.ok()) {
    if (head.size() < size) return std::nullopt;
    return AudioBody{};
  }
  body.header_size = bytes.position();
  if (body.content == Content::frame && size == body.header_size) body.content = Content::other;
  return body;
}

}  // namespace media::flv
