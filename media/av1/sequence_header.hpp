// The sequence header of AV1 (AV1 Bitstream & Decoding Process Specification 5.5).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "media/codec_facts.hpp"

namespace media::av1 {

/// The facts in the payload of a sequence header OBU; width and height are the greatest that a
/// frame may have. Nothing if it is truncated or holds values that the specification rules out.
std::optional<VideoFacts> read_sequence_header(std::span<const std::byte> payload);

/// "Main", "High", "Professional"; empty for a reserved profile.
std::string profile_name(std::uint32_t seq_profile);

/// "5.1" for seq_level_idx 13 (A.3); empty for a reserved one and for 31, which means no level.
std::string level_name(std::uint32_t seq_level_idx);

}  // namespace media::av1
