// STREAMINFO of FLAC (RFC 9639 8.2), in the sequence header of FLV and RTMP.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::flac {

/// From the bytes "fLaC" and the metadata blocks behind them, of which the first must be
/// STREAMINFO.
std::optional<AudioFacts> read_stream_info(std::span<const std::byte> head);

}  // namespace media::flac
