// Script data, of which only onMetaData is read (FLV 10.1, E.5).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/flv/events.hpp"

namespace media::flv {

/// Nothing for other messages and for invalid ones: metadata is advice, not media.
std::optional<Metadata> read_metadata(std::span<const std::byte> body);

}  // namespace media::flv
