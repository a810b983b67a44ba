#include "media/mpegts/audio_framing.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "media/aac/adts.hpp"
#include "media/bits/byte_reader.hpp"
#include "media/mp3/header.hpp"
#include "media/mpegts/latm.hpp"
#include "media/opus/packet.hpp"

namespace media::mpegts {

FrameSearch read_adts_frame(std::span<const std::byte> bytes, AudioFrame& frame, Track& track) {
  constexpr std::size_t header_bytes = 7;
  if (bytes.size() < header_bytes) return FrameSearch::too_short;
  auto header = aac::read_adts_header(bytes);
  if (!header) return FrameSearch::none;
  frame.payload_bytes = header->frame_bytes;
  frame.samples = header->samples;
  frame.sample_rate = header->facts.sample_rate;
  // If the channels are defined inside the frame, keep what is known.
  if (header->facts.channels == 0) header->facts.channels = track.audio.channels;
  track.audio = std::move(header->facts);
  return FrameSearch::found;
}

FrameSearch read_mpeg_audio_frame(std::span<const std::byte> bytes, AudioFrame& frame,
                                  Track& track) {
  constexpr std::size_t header_bytes = 4;
  constexpr std::array<std::string_view, 4> names{"", "mp1", "mp2", "mp3"};
  if (bytes.size() < header_bytes) return FrameSearch::too_short;
  auto header = mp3::read_header(bytes);
  // In free format the header does not give the length.
  if (!header || header->frame_bytes < header_bytes) return FrameSearch::none;
  frame.payload_bytes = header->frame_bytes;
  frame.samples = header->samples;
  frame.sample_rate = header->facts.sample_rate;
  track.audio = std::move(header->facts);
  track.codec = names[std::min<std::size_t>(header->layer, 3)];
  return FrameSearch::found;
}

FrameSearch read_loas_frame(std::span<const std::byte> bytes, AudioFrame& frame, Track& track) {
  constexpr std::size_t header_bytes = 3;
  constexpr std::uint32_t sync_word = 0x2B7;
  constexpr std::uint32_t usual_samples = 1024;
  if (bytes.size() < header_bytes) return FrameSearch::too_short;
  const std::uint32_t header = bits::ByteReader(bytes).u24();
  if (header >> 13U != sync_word) return FrameSearch::none;
  frame.payload_bytes = header_bytes + (header & 0x1FFFU);
  if (bytes.size() < std::min(frame.payload_bytes, frame_beginning)) return FrameSearch::too_short;
  if (auto facts = read_latm_configuration(bytes.subspan(header_bytes))) {
    track.audio = std::move(*facts);
  }
  if (track.audio.sample_rate == 0) return FrameSearch::none;  // no configuration yet
  // Band replication doubles the rate and thus the samples of a frame.
  const bool is_doubled = std::string_view(track.audio.profile).substr(0, 6) == "HE-AAC";
  frame.samples = is_doubled ? 2 * usual_samples : usual_samples;
  frame.sample_rate = track.audio.sample_rate;
  return FrameSearch::found;
}

FrameSearch read_opus_frame(std::span<const std::byte> bytes, AudioFrame& frame, Track& track) {
  constexpr unsigned prefix = 0x3FF;  // of 11 bits
  constexpr std::uint32_t sample_rate = 48'000;
  bits::ByteReader reader(bytes);
  const unsigned head = reader.u16();
  if (reader.ok() && head >> 5U != prefix) return FrameSearch::none;
  std::size_t size = 0;
  std::uint8_t byte = 255;
  while (byte == 255 && reader.ok()) size += byte = reader.u8();
  if ((head & 0x10U) != 0) reader.skip(2);            // start_trim
  if ((head & 0x08U) != 0) reader.skip(2);            // end_trim
  if ((head & 0x04U) != 0) reader.skip(reader.u8());  // control extension
  frame.framing_bytes = reader.position();
  const auto beginning = reader.rest();
  if (!reader.ok() || beginning.size() < std::min<std::size_t>(size, 2)) {
    return FrameSearch::too_short;
  }
  const auto duration = opus::packet_duration(beginning);
  if (!duration || size == 0) return FrameSearch::none;
  frame.payload_bytes = size;
  frame.sample_rate = sample_rate;
  frame.samples = static_cast<std::uint32_t>(duration->count() * sample_rate / 1'000'000);
  track.audio.sample_rate = sample_rate;
  return FrameSearch::found;
}

}  // namespace media::mpegts
