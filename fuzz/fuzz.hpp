// What the fuzz targets share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace fuzz {

inline std::span<const std::byte> bytes_of(const std::uint8_t* data, std::size_t size) {
  return std::as_bytes(std::span(data, size));
}

/// Ends the run with the present input as a finding.
inline void require(bool holds) {
  if (!holds) std::abort();
}

/// What a reader gives is nothing or makes sense.
inline void require_sane(const std::optional<media::VideoFacts>& facts) {
  if (!facts) return;
  require((facts->width == 0) == (facts->height == 0));
  require(facts->width <= 65536 && facts->height <= 65536);
  require(facts->framerate >= 0 && facts->framerate <= 4294967295.0);
}

inline void require_sane(const std::optional<media::AudioFacts>& facts) {
  if (!facts) return;
  require(facts->sample_rate > 0);
  require(facts->channels <= 255);
}

}  // namespace fuzz
