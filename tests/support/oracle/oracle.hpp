#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace support {

/// What ffprobe says of one stream of a file or URL.
struct OracleTrack {
  std::string kind;  // video, audio
  std::string codec;
  std::string profile;
  int level = 0;
  int width = 0;
  int height = 0;
  double frame_rate = 0;  // average, of video
  int sample_rate = 0;
  int channels = 0;
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;  // of packets
  std::uint64_t keyframes = 0;
  std::vector<double> times_s;             // decoding times
  std::vector<std::uint64_t> gop_packets;  // from keyframe to keyframe, whole GOPs only
};

struct OracleOpinion {
  std::vector<OracleTrack> tracks;

  /// The first track of a kind; throws std::runtime_error when there is none.
  const OracleTrack& track(const std::string& kind) const;
};

/// Asks ffprobe about a file or URL: all of it, or no more than the first seconds of media. Throws
/// std::runtime_error with ffprobe's own words when it cannot read it.
OracleOpinion ask_oracle(const std::string& input,
                         std::chrono::seconds most_media = std::chrono::seconds(0));

}  // namespace support
