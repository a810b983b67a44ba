#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace core::net {

class Address;

// The system's message for an errno.
std::string system_message(int error);

// "192.0.2.1:80", "[2001:db8::1]:80".
std::string endpoint_text(const Address& address, std::uint16_t port);

// Quotes text from a peer for one of our messages: without control characters, at most 200 bytes.
std::string quote(std::string_view text);

// "10 s", "250 ms".
std::string length_text(std::chrono::nanoseconds length);

}  // namespace core::net
