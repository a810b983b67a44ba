#include "media/rtsp/url.hpp"

#include <algorithm>
#include <limits>

#include "media/rtsp/message.hpp"

namespace media::rtsp {

namespace {

constexpr std::string_view separator = "://";

std::optional<unsigned> digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = digit_of(text[i + 1]);
      const auto low = digit_of(text[i + 2]);
      if (high && low) {
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

bool read_scheme(std::string_view scheme, Url& url) {
  url.is_secure = equal_ignoring_case(scheme, "rtsps");
  url.port = url.is_secure ? default_tls_port : default_port;
  return url.is_secure || equal_ignoring_case(scheme, "rtsp") ||
         equal_ignoring_case(scheme, "rtspt") || equal_ignoring_case(scheme, "rtspu");
}

bool read_port(std::string_view text, Url& url) {
  if (text.empty()) return true;
  const auto port = number_in(text);
  if (!port || *port == 0 || *port > std::numeric_limits<std::uint16_t>::max()) return false;
  url.port = static_cast<std::uint16_t>(*port);
  return true;
}

bool read_authority(std::string_view authority, Url& url) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    const std::string_view information = authority.substr(0, at);
    const std::size_t colon = std::min(information.find(':'), information.size());
    url.user = percent_decoded(information.substr(0, colon));
    url.password = percent_decoded(information.substr(std::min(colon + 1, information.size())));
    authority.remove_prefix(at + 1);
  }
  std::string_view host = authority.substr(0, authority.find(':'));
  std::string_view rest = authority.substr(host.size());
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return false;
    host = authority.substr(1, end - 1);
    rest = authority.substr(end + 1);
  }
  url.host = host;
  std::transform(url.host.begin(), url.host.end(), url.host.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (host.empty() || (!rest.empty() && rest.front() != ':')) return false;
  return read_port(rest.empty() ? rest : rest.substr(1), url);
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; });
}

}  // namespace

std::string Url::text() const {
  std::string text = is_secure ? "rtsps://" : "rtsp://";
  text += host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (port != (is_secure ? default_tls_port : default_port)) text += ":" + std::to_string(port);
  return text + target;
}

std::optional<Url> parse_url(std::string_view text) {
  text = text.substr(0, text.find('#'));
  const std::size_t colon = text.find(separator);
  Url url;
  if (colon == std::string_view::npos || has_control_character(text)) return std::nullopt;
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
