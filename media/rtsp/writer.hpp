// What a client sends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "media/rtsp/message.hpp"

namespace media::rtsp {

/// A request without a body. Line ends inside of values, which would smuggle in headers, are
/// replaced by blanks.
[[nodiscard]] std::string write_request(std::string_view method, std::string_view url,
                                        std::uint64_t sequence, std::span<const Header> headers);

/// The answer to a request of the server: 200 where `status` is so, in the version of the request.
[[nodiscard]] std::string write_reply(const Message& request, unsigned status,
                                      std::string_view phrase);

/// '$', channel, length, payload (10.12). At most 65,535 bytes of payload; nothing for more.
[[nodiscard]] std::vector<std::byte> write_frame(std::uint8_t channel,
                                                 std::span<const std::byte> payload);

}  // namespace media::rtsp
