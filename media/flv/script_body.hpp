// Script data: of all that it can hold, onMetaData (FLV 10.1, E.5).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/flv/events.hpp"

namespace media::flv {

/// Nothing for other messages and for broken ones: metadata is advice, not media.
std::optional<Metadata> read_metadata(std::span<const std::byte> body);

}  // namespace media::flv
