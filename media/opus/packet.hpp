// The table-of-contents byte of an Opus packet (RFC 6716 3.1).
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

namespace media::opus {

/// The duration of one frame in a packet with this first byte: 2.5 to 60 ms.
std::chrono::microseconds frame_duration(std::byte table_of_contents);

/// The duration of all frames of a packet; nothing if it is empty, has no frame, or exceeds the 120
/// ms allowed for a packet (3.2.5). The first two bytes are enough.
std::optional<std::chrono::microseconds> packet_duration(std::span<const std::byte> packet);

}  // namespace media::opus
