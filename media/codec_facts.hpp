// What a codec's configuration record or sequence header says about a track.
#pragma once

#include <cstdint>
#include <string>

namespace media {

/// Facts of a video track. What the bitstream does not say is empty or 0.
struct VideoFacts {
  std::string profile;       // "High", "Main 10"
  std::string level;         // "4.1"
  std::string pixel_format;  // FFmpeg's name: "yuv420p", "yuv420p10le"
  std::uint32_t width = 0;   // pixels, after cropping
  std::uint32_t height = 0;
  double framerate = 0;  // hertz, nominal, from the timing information

  bool operator==(const VideoFacts&) const = default;
};

/// Facts of an audio track. What the bitstream does not say is empty or 0.
struct AudioFacts {
  std::string profile;            // "LC", "HE-AAC"
  std::uint32_t sample_rate = 0;  // hertz, of the output
  std::uint32_t channels = 0;

  bool operator==(const AudioFacts&) const = default;
};

}  // namespace media
