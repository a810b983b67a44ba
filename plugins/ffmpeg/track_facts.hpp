// The facts of a track: from its container, its parameter sets and FFmpeg's parsers.
#pragma once

#include <vex/vex.hpp>

#include <string>

#include "media/codec_facts.hpp"
#include "plugins/ffmpeg/libav.hpp"

namespace ffmpeg {

/// The codec's name in events: FFmpeg's own name, except for G.711.
[[nodiscard]] std::string codec_name(AVCodecID id);

/// "4.1" for H.264, HEVC and AV1; empty for unknown levels and for codecs without such names.
[[nodiscard]] std::string level_name(AVCodecID id, int level);

struct Facts {
  std::string codec;
  media::VideoFacts video;  // for a video track
  media::AudioFacts audio;  // for an audio track

  bool operator==(const Facts&) const = default;
};

/// Collects the facts of one track from its packets.
class FactsReader {
 public:
  explicit FactsReader(const AVStream& stream);

  /// Whether the container now describes the track differently than when this was created; the
  /// facts collected then belong to another track, and a new reader is needed.
  [[nodiscard]] bool is_outdated(const AVStream& stream) const;

  /// Examines the packet if it may contain something new.
  void look(const AVPacket& packet);

  /// The duration of an AAC frame according to its header: FFmpeg only learns it from a decoder,
  /// and only sets the time of the first frame of a PES packet. 0 if unknown.
  [[nodiscard]] vex::Nanos frame_length() const noexcept { return frame_length_; }

  [[nodiscard]] const Facts& facts() const noexcept { return facts_; }

 private:
  void read_container(const AVStream& stream);
  void read_record(const std::uint8_t* data, std::size_t size);
  void look_at_video(const AVPacket& packet);
  void look_at_audio(const AVPacket& packet);
  void parse(const AVPacket& packet);
  void add(const media::VideoFacts& found);
  void add(const media::AudioFacts& found);
  [[nodiscard]] bool is_complete() const;

  AVMediaType kind_;
  AVCodecID codec_;
  int extradata_size_;
  unsigned nal_length_size_ = 0;  // 0: start codes
  bool has_parser_ = true;        // or it has not been looked for yet
  unsigned packets_ = 0;
  vex::Nanos frame_length_{};
  ParserPtr parser_;
  CodecContextPtr context_;
  Facts facts_;
};

}  // namespace ffmpeg
