// The configuration that LATM carries between its frames (ISO/IEC 14496-3 1.7.3).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::mpegts {

/// The facts that the StreamMuxConfig of an AudioMuxElement gives of the first program and layer;
/// nothing if it has none, or one that cannot be read.
[[nodiscard]] std::optional<AudioFacts> read_latm_configuration(std::span<const std::byte> element);

}  // namespace media::mpegts
