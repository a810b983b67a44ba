// AudioSpecificConfig (ISO/IEC 14496-3 1.6.2.1), the sequence header of AAC in FLV and MP4.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::aac {

/// Profile as ffprobe prints it ("LC", "HE-AAC", "HE-AACv2"), and rate and channels of the output
/// where spectral band replication or parametric stereo is signalled, be it hierarchical or
/// backward compatible (1.6.5). Signalled by nothing but the bitstream, it cannot be seen here.
std::optional<AudioFacts> read_configuration(std::span<const std::byte> record);

}  // namespace media::aac
