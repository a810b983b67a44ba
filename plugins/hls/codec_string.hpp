// Codecs in the form of CODECS (RFC 6381), from what a bitstream shows.
#pragma once

#include <string>
#include <string_view>

#include "media/codec_facts.hpp"

namespace hls {

/// "avc1.640029", from the profile and level of the sequence parameter set. Of the flags in
/// between, only those are known that the profile's name implies; without a level, only the first
/// part is given.
[[nodiscard]] std::string avc_codec_string(const media::VideoFacts& video);

/// "hvc1.2.4.L123", from the profile and level of the sequence parameter set, with the
/// compatibility flags that the profile implies, and without tier: L stands for both.
[[nodiscard]] std::string hevc_codec_string(const media::VideoFacts& video);

/// "mp4a.40.2". The start of HE-AAC looks like LC at half the rate, so LC at a low rate may be
/// either: "mp4a.40".
[[nodiscard]] std::string aac_codec_string(const media::AudioFacts& audio);

/// The string as far as it is known. Empty for a codec that has none.
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
