#include "media/rtmp/url.hpp"

#include <algorithm>
#include <utility>

#include "media/uri/authority.hpp"

namespace media::rtmp {

namespace {

/// The end of the application; text.size() if nothing follows it.
std::size_t end_of_app(std::string_view text) {
  const std::size_t first = text.find('/');
  if (first == std::string_view::npos) return text.size();
  // A query before the stream belongs to the application ("app?token=x/stream").
  const std::string_view path = text.substr(0, std::max(first, text.find('?')));
  const std::size_t second = path.find('/', first + 1);
  // "mp4:folder/name" is a stream in a folder, not an instance of the application.
  const bool is_name = path.find(':', first) < second;
  return second == std::string_view::npos || is_name ? first : second;
}

}  // namespace

std::string Url::tc_url() const {
  return (is_secure ? "rtmps://" : "rtmp://") + uri::bracketed(host) + ":" + std::to_string(port) +
         "/" + app;
}

std::string Url::text() const { return tc_url() + "/" + stream_name; }

std::optional<Url> parse_url(std::string_view text) {
  constexpr std::string_view plain = "rtmp://";
  constexpr std::string_view secure = "rtmps://";
  const auto starts_with = [&](std::string_view scheme) {
    return text.size() >= scheme.size() &&
           std::equal(scheme.begin(), scheme.end(), text.begin(), [](char a, char b) {
             return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
           });
  };
  Url found;
  found.is_secure = starts_with(secure);
  if ((!found.is_secure && !starts_with(plain)) || uri::has_control_character(text)) {
    return std::nullopt;
  }
  text.remove_prefix(found.is_secure ? secure.size() : plain.size());
  text = text.substr(0, text.find('#'));
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  auto authority = uri::parse_authority(text.substr(0, slash),
                                        found.is_secure ? default_tls_port : default_port);
  if (!authority) return std::nullopt;
  found.user = std::move(authority->user);
  found.password = std::move(authority->password);
  found.host = std::move(authority->host);
  found.port = authority->port;

  text.remove_prefix(slash + 1);
  const std::size_t end = end_of_app(text);
  found.app = text.substr(0, end);
  found.stream_name = text.substr(std::min(end + 1, text.size()));
  if (found.app.empty() || found.stream_name.empty()) return std::nullopt;
  return found;
}

}  // namespace media::rtmp
