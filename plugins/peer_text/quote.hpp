// Quotes a peer's text for one of our own messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace peer_text {

inline constexpr std::size_t quote_limit = 200;

/// In double quotes: the first 200 bytes, "..." if there is more, secrets in URLs masked,
/// everything except printable ASCII escaped ("
/// ", "\x1b").
std::string quote(std::string_view said);

}  // namespace peer_text
