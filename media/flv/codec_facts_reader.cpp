#include "media/flv/codec_facts_reader.hpp"

#include "media/aac/configuration.hpp"
#include "media/av1/configuration.hpp"
#include "media/av1/obu.hpp"
#include "media/av1/sequence_header.hpp"
#include "media/avc/configuration.hpp"
#include "media/avc/nal_unit.hpp"
#include "media/flac/stream_info.hpp"
#include "media/hevc/configuration.hpp"
#include "media/hevc/nal_unit.hpp"
#include "media/opus/head.hpp"
#include "media/vp8/frame_header.hpp"
#include "media/vp9/configuration.hpp"
#include "media/vp9/frame_header.hpp"

namespace media::flv {

namespace {

std::optional<VideoFacts> read_av1_keyframe(std::span<const std::byte> payload) {
  av1::Obus obus(payload);
  while (const auto obu = obus.next()) {
    if (obu->type == av1::ObuType::sequence_header) return av1::read_sequence_header(obu->payload);
  }
  return std::nullopt;
}

}  // namespace

std::optional<VideoFacts> read_video_configuration(Codec codec, std::span<const std::byte> record) {
  switch (codec) {
    case Codec::h264:
      return avc::read_configuration(record);
    case Codec::hevc:
      return hevc::read_configuration(record);
    case Codec::av1:
      return av1::read_configuration(record);
    case Codec::vp9:
      return vp9::read_configuration(record);
    default:
      return std::nullopt;
  }
}

std::optional<AudioFacts> read_audio_configuration(Codec codec, std::span<const std::byte> record) {
  switch (codec) {
    case Codec::aac:
      return aac::read_configuration(record);
    case Codec::opus:
      return opus::read_head(record);
    case Codec::flac:
      return flac::read_stream_info(record);
    default:
      return std::nullopt;
  }
}

std::optional<VideoFacts> read_keyframe(Codec codec, std::span<const std::byte> payload) {
  switch (codec) {
    case Codec::av1:
      return read_av1_keyframe(payload);
    case Codec::vp8:
      return vp8::read_keyframe_header(payload);
    case Codec::vp9:
      return vp9::read_keyframe_header(payload);
    default:
      return std::nullopt;
  }
}

std::size_t nal_length_size(Codec codec, std::span<const std::byte> record) {
  constexpr std::size_t usual = 4;
  const std::size_t size = codec == Codec::h264   ? avc::nal_length_size(record)
                           : codec == Codec::hevc ? hevc::nal_length_size(record)
                                                  : usual;
  return size != 0 ? size : usual;
}

bool is_nal_unit_without_picture(Codec codec, std::span<const std::byte> unit) {
  if (codec == Codec::h264) {
    const avc::NalType type = avc::nal_type(unit);
    return type == avc::NalType::filler_data || type == avc::NalType::end_of_sequence ||
           type == avc::NalType::end_of_stream;
  }
  if (codec == Codec::hevc) {
    const hevc::NalType type = hevc::nal_type(unit);
    return type == hevc::NalType::filler_data || type == hevc::NalType::end_of_sequence ||
           type == hevc::NalType::end_of_bitstream;
  }
  return false;
}

}  // namespace media::flv
