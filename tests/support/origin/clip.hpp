#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace origin {

enum class Codec { h264 = 1, hevc, av1, vp9, aac, mp3, opus, alaw, mulaw };

/// One access unit (video) or frame (audio), as its container held it.
struct Sample {
  std::uint32_t time_ms = 0;         // decoding time from the start of the clip
  std::uint32_t composition_ms = 0;  // presentation time less decoding time
  bool is_keyframe = false;
  std::string bytes;
};

struct Track {
  Codec codec{};
  std::string configuration;  // avcC, hvcC, av1C, vpcC record, AudioSpecificConfig, OpusHead
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t sample_rate = 0;
  std::uint32_t channels = 0;
  std::vector<Sample> samples;  // by decoding time
};

/// What the origin plays: at most one track of each kind, ending together.
struct Clip {
  std::optional<Track> video;
  std::optional<Track> audio;
  std::uint32_t duration_ms = 0;
};

/// Reads the first track of an MP4 file. Throws std::runtime_error on what it does not know.
Track read_mp4(const std::filesystem::path& file);

/// Cuts raw G.711 of 8 kHz, mono, into frames of 20 ms.
Track read_g711(const std::filesystem::path& file, Codec codec);

/// Puts two tracks together; audio that outlasts the video is cut off. An empty track is absent.
Clip join(std::optional<Track> video, std::optional<Track> audio);

}  // namespace origin
