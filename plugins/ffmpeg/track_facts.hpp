// What is known of a track: by its container, by its parameter sets, by FFmpeg's parsers.
#pragma once

#include <vex/vex.hpp>

#include <string>

#include "media/codec_facts.hpp"
#include "plugins/ffmpeg/libav.hpp"

namespace ffmpeg {

/// The codec as events name it: FFmpeg's own name but for G.711.
[[nodiscard]] std::string codec_name(AVCodecID id);

/// "4.1" of H.264, HEVC and AV1; empty for codecs whose levels have no such names, or unknown.
[[nodiscard]] std::string level_name(AVCodecID id, int level);

struct Facts {
  std::string codec;
  media::VideoFacts video;  // of a video track
  media::AudioFacts audio;  // of an audio track

  bool operator==(const Facts&) const = default;
};

/// Gathers the facts of one track over its packets.
class FactsReader {
 public:
  explicit FactsReader(const AVStream& stream);

  /// Whether the container now says something else of the track than when this was made: then what
  /// was gathered belongs to another track, and a new reader takes over.
  [[nodiscard]] bool is_outdated(const AVStream& stream) const;

  /// Looks at the packet where it may tell something new.
  void look(const AVPacket& packet);

  /// How long a frame of AAC lasts, by its header: FFmpeg learns that from a decoder alone, and
  /// dates the first frame of a PES packet only. 0 where it is not known.
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
  bool has_parser_ = true;        // or nobody has looked for one yet
  unsigned packets_ = 0;
  vex::Nanos frame_length_{};
  ParserPtr parser_;
  CodecContextPtr context_;
  Facts facts_;
};

}  // namespace ffmpeg
