#include "media/flv/video_body.hpp"

#include "media/flv/extended_header.hpp"

namespace media::flv {

namespace {

constexpr unsigned frame_type_key = 1;
constexpr unsigned frame_type_command = 5;

/// SI24: two's complement.
std::int32_t signed_24(std::uint32_t value) { return static_cast<std::int32_t>(value << 8U) >> 8; }

bool has_packet_type(Codec codec) { return codec == Codec::h264 || codec == Codec::hevc; }

/// AVCPacketType: 0 sequence header, 1 NAL units, 2 end of sequence. HEVC under codec id 12 uses
/// the same values.
VideoBody read_plain(unsigned first, bits::ByteReader& bytes) {
  VideoBody body;
  body.codec = video_codec(first & 0x0FU);
  body.is_keyframe = first >> 4U == frame_type_key;
  if (first >> 4U == frame_type_command) return body;
  body.content = Content::frame;
  if (!has_packet_type(body.codec)) return body;

  const unsigned packet_type = bytes.u8();
  body.composition_time_ms = signed_24(bytes.u24());
  switch (packet_type) {
    case 0:
      body.content = Content::configuration;
      break;
    case 1:
      break;
    case 2:
      body.content = Content::end_of_sequence;
      break;
    default:
      body.content = Content::other;
  }
  return body;
}

VideoBody read_extended(unsigned first, bits::ByteReader& bytes) {
  const unsigned frame_type = first >> 4U & 0x07U;
  const auto [packet_type, offset_ns] = read_modifiers(first & 0x0FU, bytes);

  VideoBody body;
  body.is_keyframe = frame_type == frame_type_key;
  body.presentation_offset_ns = offset_ns;
  if (packet_type == ExtendedPacketType::video_multitrack) {
    body.content = Content::multitrack;
    return body;
  }
  // A command replaces the FourCC.
  if (frame_type == frame_type_command && packet_type != ExtendedPacketType::metadata) return body;

  body.codec = video_codec_of_fourcc(bytes.u32());
  switch (packet_type) {
    case ExtendedPacketType::sequence_start:
      body.content = Content::configuration;
      break;
    case ExtendedPacketType::coded_frames:
      body.content = Content::frame;
      if (has_packet_type(body.codec)) body.composition_time_ms = signed_24(bytes.u24());
      break;
    case ExtendedPacketType::coded_frames_x:
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

std::optional<VideoBody> read_video_body(std::span<const std::byte> head, std::size_t size) {
  bits::ByteReader bytes(head);
  const unsigned first = bytes.u8();
  VideoBody body = (first & 0x80U) != 0 ? read_extended(first, bytes) : read_plain(first, bytes);
  if (!bytes.ok()) {
    if (head.size() < size) return std::nullopt;
    return VideoBody{};
  }
  body.header_size = bytes.position();
  // Some servers send frames without payload to keep a connection alive.
  if (body.content == Content::frame && size == body.header_size) body.content = Content::other;
  return body;
}

}  // namespace media::flv
