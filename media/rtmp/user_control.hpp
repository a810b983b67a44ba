// User Control messages (7.1.7) for a player.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace media::rtmp {

struct UserControl {
  enum class Event : std::uint16_t {
    stream_begin = 0,
    stream_eof = 1,
    stream_dry = 2,
    set_buffer_length = 3,
    stream_is_recorded = 4,
    ping_request = 6,
    ping_response = 7,
  };

  Event event{};
  std::uint32_t value = 0;  // a stream id; for pings, their timestamp
};

/// Nothing for a message that is too short for its event.
[[nodiscard]] std::optional<UserControl> read_user_control(std::span<const std::byte> payload);

[[nodiscard]] std::vector<std::byte> ping_response(std::uint32_t timestamp);
[[nodiscard]] std::vector<std::byte> set_buffer_length(std::uint32_t stream_id,
                                                       std::uint32_t milliseconds);

/// The payload of messages that consist of one number: an acknowledgement, a window, a chunk size.
[[nodiscard]] std::vector<std::byte> number_payload(std::uint32_t number);

}  // namespace media::rtmp
