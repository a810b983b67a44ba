// Where an answer of HTTP sends who asked, and what may be taken along to there.
#pragma once

#include <string>
#include <string_view>

namespace ffmpeg {

/// The header Location, absolute or relative to the URL that was asked for, as a URL (RFC 3986 5.2,
/// but for dot segments, which are the server's to resolve).
[[nodiscard]] std::string redirected(std::string_view url, std::string_view location);

/// Whether what belongs to `own` may be sent to `other`: the same host, of HTTP the same port, and
/// not in clear what was encrypted.
[[nodiscard]] bool is_same_server(const std::string& own, const std::string& other);

/// `url` with the user information of `own`, unless it has one.
[[nodiscard]] std::string with_user_of(const std::string& own, const std::string& url);

}  // namespace ffmpeg
