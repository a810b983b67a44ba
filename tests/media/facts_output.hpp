// How GoogleTest prints the facts when two of them differ.
#pragma once

#include <ostream>

#include "media/codec_facts.hpp"

namespace media {

inline void PrintTo(const VideoFacts& facts, std::ostream* out) {
  *out << "{" << facts.profile << ", " << facts.level << ", " << facts.pixel_format << ", "
       << facts.width << "x" << facts.height << ", " << facts.framerate << " Hz}";
}

inline void PrintTo(const AudioFacts& facts, std::ostream* out) {
  *out << "{" << facts.profile << ", " << facts.sample_rate << " Hz, " << facts.channels
       << " channels}";
}

}  // namespace media
