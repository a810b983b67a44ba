// Where an answer of HTTP sends who asked.
#pragma once

#include <string>
#include <string_view>

namespace ffmpeg {

/// The header Location, absolute or relative to the URL that was asked for, as a URL (RFC 3986 5.2,
/// but for dot segments, which are the server's to resolve).
[[nodiscard]] std::string redirected(std::string_view url, std::string_view location);

}  // namespace ffmpeg
