// Where an HTTP response redirects to, and which credentials may be sent there.
#pragma once

#include <string>
#include <string_view>

namespace ffmpeg {

/// The Location header, absolute or relative to the requested URL, as a URL (RFC 3986 5.2, except
/// for dot segments, which are left for the server to resolve).
[[nodiscard]] std::string redirected(std::string_view url, std::string_view location);

/// Whether data meant for `own` may be sent to `other`: the same host, for HTTP the same port, and
/// nothing that was encrypted in clear text.
[[nodiscard]] bool is_same_server(const std::string& own, const std::string& other);

/// `url` with the user information of `own`, unless it has one.
[[nodiscard]] std::string with_user_of(const std::string& own, const std::string& url);

}  // namespace ffmpeg
