// Codecs as CODECS has them (RFC 6381), from what a bitstream tells.
#pragma once

#include <string>
#include <string_view>

#include "media/codec_facts.hpp"

namespace hls {

/// "avc1.640029", of the profile and level that the sequence parameter set has. Of the flags
/// between them only those are told that the profile's name says; without a level its first part.
[[nodiscard]] std::string avc_codec_string(const media::VideoFacts& video);

/// "hvc1.2.4.L123", of the profile and level that the sequence parameter set has, with the
/// compatibility flags that the profile implies, and without tier: L stands for either.
[[nodiscard]] std::string hevc_codec_string(const media::VideoFacts& video);

/// "mp4a.40.2". The beginning of HE-AAC looks like LC of half the rate, so that LC of a low rate
/// may be any of them: "mp4a.40".
[[nodiscard]] std::string aac_codec_string(const media::AudioFacts& audio);

/// As far as it is known. Empty for a codec that has none.
inline std::string codec_string(std::string_view codec, const media::VideoFacts& video,
                                const media::AudioFacts& audio) {
  if (codec == "h264") return avc_codec_string(video);
  if (codec == "hevc") return hevc_codec_string(video);
  if (codec == "av1") return "av01";
  if (codec == "vp9") return "vp09";
  if (codec == "aac") return aac_codec_string(audio);
  if (codec == "mp3") return "mp4a.40.34";
  if (codec == "ac3") return "ac-3";
  if (codec == "eac3") return "ec-3";
  if (codec == "opus") return "opus";
  return {};
}

}  // namespace hls
