// An Opus packet's table-of-contents byte (RFC 6716 3.1).
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

namespace media::opus {

/// The length of one frame of the packet whose first byte this is: 2.5 to 60 ms.
std::chrono::microseconds frame_duration(std::byte table_of_contents);

/// The length of all frames of a packet; nothing when it is empty, has no frame, or is longer than
/// the 120 ms that a packet may be (3.2.5). The first two bytes are enough.
std::optional<std::chrono::microseconds> packet_duration(std::span<const std::byte> packet);

}  // namespace media::opus
