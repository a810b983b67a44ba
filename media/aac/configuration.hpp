// AudioSpecificConfig (ISO/IEC 14496-3 1.6.2.1), the sequence header of AAC in FLV and MP4.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::aac {

/// The profile as ffprobe prints it ("LC", "HE-AAC", "HE-AACv2"), with the output's sample rate and
/// channels where spectral band replication or parametric stereo is signalled, hierarchically or
/// backward-compatibly (1.6.5). Signalling that is only implicit in the bitstream cannot be seen
/// here.
std::optional<AudioFacts> read_configuration(std::span<const std::byte> record);

}  // namespace media::aac
