// What a peer said, fit to be repeated in a sentence of ours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace peer_text {

inline constexpr std::size_t quote_limit = 200;

/// In double quotes: the first 200 bytes, "..." where there is more, the secrets of URLs masked,
/// everything but printable ASCII escaped ("\n", "\x1b").
std::string quote(std::string_view said);

}  // namespace peer_text
