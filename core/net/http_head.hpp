#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/net/options.hpp"

namespace core::net {

// How the end of a body is determined (RFC 9112 section 6.3).
enum class Framing { none = 1, length, chunked, until_close };

// The status line and header fields of a response.
struct HttpHead {
  unsigned status = 0;
  std::vector<Header> headers;
  Framing framing = Framing::until_close;
  std::uint64_t length = 0;  // of the body, for Framing::length
  bool keeps_alive = false;
};

inline constexpr std::size_t max_head_size = std::size_t{64} * 1024;

// Parses a complete head, including its empty line. `has_body` is false for the response to HEAD.
// Throws vex::Error (Reason::protocol).
HttpHead parse_head(std::string_view text, bool has_body);

// "404 Not Found".
std::string status_text(unsigned status);

// Compares field names without regard to case.
bool is_same_name(std::string_view a, std::string_view b);

}  // namespace core::net
