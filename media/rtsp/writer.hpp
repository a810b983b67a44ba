// Writes what a client sends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "media/rtsp/message.hpp"

namespace media::rtsp {

/// A request without a body. Line ends inside values, which would inject headers, are replaced by
/// blanks.
[[nodiscard]] std::string write_request(std::string_view method, std::string_view url,
                                        std::uint64_t sequence, std::span<const Header> headers);

/// The reply to a request from the server: 200 if `status` says so, in the version of the request.
[[nodiscard]] std::string write_reply(const Message& request, unsigned status,
                                      std::string_view phrase);

/// '$', channel, length, payload (10.12). Empty if the payload exceeds 65,535 bytes.
[[nodiscard]] std::vector<std::byte> write_frame(std::uint8_t channel,
                                                 std::span<const std::byte> payload);

}  // namespace media::rtsp
