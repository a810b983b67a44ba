#include "tests/support/origin/flv_muxer.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string_view>

namespace origin {
namespace {

using namespace std::string_literals;

std::string big_endian(std::uint64_t value, unsigned width) {
  std::string bytes;
  while (width-- > 0) {
    bytes += static_cast<char>(value >> (8 * width));
  }
  return bytes;
}

std::string byte(unsigned value) { return std::string(1, static_cast<char>(value)); }

// Packet types of AVCVIDEOPACKET and AACAUDIODATA on one side, of Enhanced RTMP on the other: those
// that both know agree.
constexpr unsigned sequence_start = 0;
constexpr unsigned coded_frames = 1;
constexpr unsigned multitrack_packet = 6;

constexpr unsigned key_frame = 1;
constexpr unsigned inter_frame = 2;

bool has_composition_time(Codec codec) { return codec == Codec::h264 || codec == Codec::hevc; }

std::string_view fourcc(Codec codec) {
  switch (codec) {
    case Codec::h264:
      return "avc1";
    case Codec::hevc:
      return "hvc1";
    case Codec::av1:
      return "av01";
    case Codec::vp9:
      return "vp09";
    case Codec::aac:
      return "mp4a";
    case Codec::mp3:
      return ".mp3";
    case Codec::opus:
      return "Opus";
    default:
      throw std::invalid_argument("Enhanced RTMP has no FourCC for G.711");
  }
}

/// The data of a video tag: its head in either form, then the payload.
class VideoHead {
 public:
  VideoHead(Codec codec, bool enhanced)
      : codec_(codec), enhanced_(enhanced || codec == Codec::av1 || codec == Codec::vp9) {}

  std::string operator()(unsigned frame_type, unsigned packet_type,
                         std::uint32_t composition_ms) const {
    const bool is_coded = packet_type == coded_frames;
    if (!enhanced_) {
      const unsigned codec_id = codec_ == Codec::hevc ? 12 : 7;
      return byte(frame_type << 4 | codec_id) + byte(packet_type) + big_endian(composition_ms, 3);
    }
    std::string head = byte(0x80 | frame_type << 4 | packet_type);
    head += fourcc(codec_);
    if (is_coded && has_composition_time(codec_)) {
      head += big_endian(composition_ms, 3);
    }
    return head;
  }

  /// The same picture once more, as the only track of a multitrack packet, with the id 1.
  std::string second_track(unsigned frame_type, unsigned packet_type,
                           std::uint32_t composition_ms) const {
    constexpr unsigned one_track = 0;
    std::string head =
        byte(0x80 | frame_type << 4 | multitrack_packet) + byte(one_track << 4 | packet_type);
    head += fourcc(codec_);
    head += byte(1);
    if (packet_type == coded_frames && has_composition_time(codec_)) {
      head += big_endian(composition_ms, 3);
    }
    return head;
  }

 private:
  Codec codec_;
  bool enhanced_;
};

/// The data of an audio tag.
class AudioHead {
 public:
  AudioHead(const Track& track, bool enhanced)
      : track_(track), enhanced_(enhanced || track.codec == Codec::opus) {}

  std::string operator()(unsigned packet_type) const {
    if (enhanced_) {
      constexpr unsigned extended_header = 9;
      return byte(extended_header << 4 | packet_type) + std::string(fourcc(track_.codec));
    }
    const unsigned stereo = track_.channels == 2 ? 1 : 0;
    constexpr unsigned bits16 = 1 << 1;
    constexpr unsigned rate44k = 3
                                 << 2;  // AAC always says so; MP3 of 48 kHz has no value of its own
    switch (track_.codec) {
      case Codec::aac:
        return byte(10 << 4 | rate44k | bits16 | 1) + byte(packet_type);
      case Codec::mp3:
        return byte(2 << 4 | rate44k | bits16 | stereo);
      case Codec::alaw:
        return byte(7 << 4 | bits16 | stereo);
      case Codec::mulaw:
        return byte(8 << 4 | bits16 | stereo);
      default:
        throw std::invalid_argument("this audio codec has no classic form in FLV");
    }
  }

  bool has_sequence_header() const { return !track_.configuration.empty(); }

 private:
  const Track& track_;
  bool enhanced_;
};

Tag make_tag(TagType type, std::uint32_t time_ms, bool is_keyframe, const std::string& data) {
  return {type, time_ms, is_keyframe, tag_bytes(static_cast<std::uint8_t>(type), data)};
}

void mux_video(const Track& track, const FlvForm& form, FlvStream& stream) {
  const VideoHead head(track.codec, form.enhanced_video);
  stream.sequence_headers.push_back(
      make_tag(TagType::video, 0, false, head(key_frame, sequence_start, 0) + track.configuration));
  if (form.multitrack) {
    stream.sequence_headers.push_back(
        make_tag(TagType::video, 0, false,
                 head.second_track(key_frame, sequence_start, 0) + track.configuration));
  }
  for (const auto& sample : track.samples) {
    const auto type = sample.is_keyframe ? key_frame : inter_frame;
    stream.media.push_back(
        make_tag(TagType::video, sample.time_ms, sample.is_keyframe,
                 head(type, coded_frames, sample.composition_ms) + sample.bytes));
    if (form.multitrack) {
      stream.media.push_back(
          make_tag(TagType::video, sample.time_ms, false,
                   head.second_track(type, coded_frames, sample.composition_ms) + sample.bytes));
    }
  }
}

void mux_audio(const Track& track, const FlvForm& form, FlvStream& stream) {
  const AudioHead head(track, form.enhanced_audio);
  if (head.has_sequence_header()) {
    stream.sequence_headers.push_back(
        make_tag(TagType::audio, 0, false, head(sequence_start) + track.configuration));
  }
  for (const auto& sample : track.samples) {
    stream.media.push_back(
        make_tag(TagType::audio, sample.time_ms, false, head(coded_frames) + sample.bytes));
  }
}

// Script data (Adobe FLV 10.1 E.4.4): AMF0 values.
std::string amf_string(std::string_view text) {
  return big_endian(text.size(), 2) + std::string(text);
}
std::string amf_property(std::string_view name, double value) {
  return amf_string(name) + byte(0) + big_endian(std::bit_cast<std::uint64_t>(value), 8);
}

Tag metadata(const Clip& clip) {
  std::string properties;
  double count = 0;
  const auto add = [&](std::string_view name, double value) {
    properties += amf_property(name, value);
    ++count;
  };
  if (clip.video) {
    add("width", clip.video->width);
    add("height", clip.video->height);
    add("framerate", 1000.0 * static_cast<double>(clip.video->samples.size()) / clip.duration_ms);
  }
  if (clip.audio) {
    add("audiosamplerate", clip.audio->sample_rate);
  }
  const auto length = static_cast<std::uint64_t>(count);
  constexpr unsigned string_marker = 2;
  constexpr unsigned ecma_array_marker = 8;
  return make_tag(TagType::script, 0, false,
                  byte(string_marker) + amf_string("onMetaData") + byte(ecma_array_marker) +
                      big_endian(length, 4) + properties + "\0\0\x09"s);
}

}  // namespace

FlvStream mux_flv(const Clip& clip, const FlvForm& form) {
  FlvStream stream;
  const unsigned flags = (clip.video ? 1U : 0U) | (clip.audio ? 4U : 0U);
  stream.file_header = "FLV\x01" + byte(flags) + big_endian(9, 4) + big_endian(0, 4);
  stream.metadata = metadata(clip);
  stream.duration_ms = clip.duration_ms;
  if (clip.video) {
    mux_video(*clip.video, form, stream);
  }
  if (clip.audio) {
    mux_audio(*clip.audio, form, stream);
  }
  std::stable_sort(stream.media.begin(), stream.media.end(),
                   [](const Tag& a, const Tag& b) { return a.time_ms < b.time_ms; });
  return stream;
}

std::string tag_bytes(std::uint8_t type, std::string_view data) {
  std::string bytes = byte(type) + big_endian(data.size(), 3) + big_endian(0, 7);
  bytes += data;
  return bytes + big_endian(bytes.size(), 4);
}

void put_timestamp(char* tag_header, std::uint32_t timestamp_ms) {
  tag_header[4] = static_cast<char>(timestamp_ms >> 16);
  tag_header[5] = static_cast<char>(timestamp_ms >> 8);
  tag_header[6] = static_cast<char>(timestamp_ms);
  tag_header[7] = static_cast<char>(timestamp_ms >> 24);
}

}  // namespace origin
