// Codecs as CODECS has them (RFC 6381), from what a bitstream tells.
#pragma once

#include <string>
#include <string_view>

#include "media/codec_facts.hpp"

namespace hls {

/// "avc1", "mp4a.40.2": as far as it is known, which of video is its first part alone. Empty for a
/// codec that has none.
inline std::string codec_string(std::string_view codec, const media::AudioFacts& audio) {
  if (codec == "h264") return "avc1";
  if (codec == "hevc") return "hvc1";
  if (codec == "av1") return "av01";
  if (codec == "vp9") return "vp09";
  if (codec == "aac") {
    if (audio.profile == "HE-AAC") return "mp4a.40.5";
    if (audio.profile == "HE-AACv2") return "mp4a.40.29";
    return audio.profile == "LC" ? "mp4a.40.2" : "mp4a.40";
  }
  if (codec == "mp3") return "mp4a.40.34";
  if (codec == "ac3") return "ac-3";
  if (codec == "eac3") return "ec-3";
  if (codec == "opus") return "opus";
  return {};
}

}  // namespace hls
