#include "media/rtsp/url.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "media/rtsp/message.hpp"
#include "media/uri/authority.hpp"

namespace media::rtsp {

namespace {

constexpr std::string_view separator = "://";

bool read_scheme(std::string_view scheme, Url& url) {
  url.is_secure = equal_ignoring_case(scheme, "rtsps");
  url.port = url.is_secure ? default_tls_port : default_port;
  return url.is_secure || equal_ignoring_case(scheme, "rtsp") ||
         equal_ignoring_case(scheme, "rtspt") || equal_ignoring_case(scheme, "rtspu");
}

bool read_authority(std::string_view text, Url& url) {
  auto authority = uri::parse_authority(text, url.port);
  if (!authority) return false;
  url.user = std::move(authority->user);
  url.password = std::move(authority->password);
  url.host = std::move(authority->host);
  url.port = authority->port;
  return true;
}

}  // namespace

std::string Url::text() const {
  std::string text = is_secure ? "rtsps://" : "rtsp://";
  text += uri::bracketed(host);
  if (port != (is_secure ? default_tls_port : default_port)) text += ":" + std::to_string(port);
  return text + target;
}

std::optional<Url> parse_url(std::string_view text) {
  text = text.substr(0, text.find('#'));
  const std::size_t colon = text.find(separator);
  Url url;
  if (colon == std::string_view::npos || uri::has_control_character(text)) return std::nullopt;
  if (!read_scheme(text.substr(0, colon), url)) return std::nullopt;
  const std::string_view rest = text.substr(colon + separator.size());
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  if (!read_authority(rest.substr(0, end), url)) return std::nullopt;
  url.target = rest.substr(end);
  if (url.target.starts_with('?')) url.target.insert(0, 1, '/');
  return url;
}

bool is_absolute(std::string_view text) noexcept {
  const std::size_t colon = text.find(separator);
  return colon != std::string_view::npos && colon > 0 && text.find_first_of("/?") > colon;
}

std::string control_url(std::string_view base, std::string_view control) {
  if (control.empty() || control == "*") return std::string(base);
  if (is_absolute(control)) return std::string(control);
  if (control.front() == '/') {
    const std::size_t scheme = base.find(separator);
    const std::size_t from = scheme == std::string_view::npos ? 0 : scheme + separator.size();
    return std::string(base.substr(0, base.find_first_of("/?", from))) + std::string(control);
  }
  std::string url(base);
  if (!url.ends_with('/')) url += '/';
  return url + std::string(control);
}

bool is_same_origin(const Url& own, const Url& other) noexcept {
  return own.host == other.host && own.port == other.port && (other.is_secure || !own.is_secure);
}

}  // namespace media::rtsp
