// STREAMINFO of FLAC (RFC 9639 8.2), in the sequence header of FLV and RTMP.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::flac {

/// Reads the bytes "fLaC" and the metadata blocks that follow, the first of which must be
/// STREAMINFO.
std::optional<AudioFacts> read_stream_info(std::span<const std::byte> head);

}  // namespace media::flac
