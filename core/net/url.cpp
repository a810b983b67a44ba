#include "core/net/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <vex/cpp/error.hpp>

#include "core/net/address.hpp"

namespace core::net {
namespace {

struct SchemePort {
  std::string_view scheme;
  std::uint16_t port;
};
constexpr std::array<SchemePort, 8> scheme_ports = {{{"http", 80},
                                                     {"https", 443},
                                                     {"ws", 80},
                                                     {"wss", 443},
                                                     {"rtmp", 1935},
                                                     {"rtmps", 443},
                                                     {"rtsp", 554},
                                                     {"rtsps", 322}}};

constexpr std::size_t max_size = 8192;
constexpr std::string_view mask = "***";

[[noreturn]] void refuse(const char* why) {
  throw vex::Error(VEX_E_INVALID, std::string("not a usable URL: ") + why);
}

/// Where a URL may name only a port of this machine: "udp://:5000" waits for what others send.
bool may_listen(const Url& url) {
  constexpr std::array<std::string_view, 5> schemes{"udp", "udplite", "rtp", "srt", "rist"};
  return url.port != 0 && std::find(schemes.begin(), schemes.end(), url.scheme) != schemes.end();
}

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

// Configured URLs may contain spaces and letters of any script, which must be escaped on the wire.
std::string escape(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f) {
      result += c;
    } else {
      result += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return result;
}

// The text up to the first of `ends`; `text` then starts at that mark.
std::string_view cut(std::string_view& text, std::string_view ends) {
  const std::size_t end = std::min(text.find_first_of(ends), text.size());
  const std::string_view head = text.substr(0, end);
  text.remove_prefix(end);
  return head;
}

// RFC 3986 section 3.1: the scheme before a ":", or nothing.
std::string_view find_scheme(std::string_view text) {
  const std::size_t colon = text.find_first_of(":/?#");
  if (colon == std::string_view::npos || text[colon] != ':' || colon == 0) return {};
  const std::string_view scheme = text.substr(0, colon);
  const bool is_scheme =
      is_alpha(scheme[0]) && std::all_of(scheme.begin(), scheme.end(), [](char c) {
        return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
      });
  return is_scheme ? scheme : std::string_view{};
}

void parse_port(std::string_view text, Url& url) {
  if (text.empty()) return;  // "host:" means the default port
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0 || port > 65535)
    refuse("the port is not a number from 1 to 65535");
  url.port = static_cast<std::uint16_t>(port);
}

void parse_host(std::string_view text, Url& url) {
  if (!text.empty() && text[0] == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) refuse(R"("[" without "]")");
    url.host = lower(text.substr(1, end - 1));
    const auto address = Address::parse(url.host);
    if (!address || !address->is_v6()) refuse("no IPv6 address in the brackets");
    text.remove_prefix(end + 1);
    if (!text.empty() && text[0] != ':') refuse("something between \"]\" and the port");
  } else {
    url.host = lower(cut(text, ":"));
    const bool is_plain = std::all_of(url.host.begin(), url.host.end(), [](char c) {
      return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
    });
    if (!is_plain) refuse("the host contains characters that no host name has");
  }
  if (!text.empty()) parse_port(text.substr(1), url);
}

void parse_authority(std::string_view text, Url& url) {
  // The last "@": passwords that contain an unescaped one are common.
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    std::string_view user_info = text.substr(0, at);
    url.user = percent_decode(cut(user_info, ":"));
    if (!user_info.empty()) url.password = percent_decode(user_info.substr(1));
    text.remove_prefix(at + 1);
  }
  parse_host(text, url);
}

void parse_path_and_query(std::string_view text, Url& url) {
  text = text.substr(0, text.find('#'));
  url.path = escape(cut(text, "?"));
  url.has_query = !text.empty();
  url.query = url.has_query ? escape(text.substr(1)) : std::string();
}

// RFC 3986 section 5.2.4.
std::string remove_dot_segments(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    path.remove_prefix(1);  // the "/" before the segment
    const std::string_view segment = cut(path, "/");
    const bool is_last = path.empty();
    if (segment == "." || segment == "..") {
      if (segment == "..") result.resize(std::min(result.rfind('/'), result.size()));
      if (is_last) result += '/';
    } else {
      result += '/';
      result += segment;
    }
  }
  return result;
}

}  // namespace

bool Url::is_secure() const {
  return scheme == "https" || scheme == "wss" || scheme == "rtmps" || scheme == "rtsps";
}

std::string Url::authority() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  std::string result = is_v6 ? "[" + host + "]" : host;
  if (port != 0 && port != default_port(scheme)) result += ":" + std::to_string(port);
  return result;
}

std::string Url::target() const { return has_query ? path + "?" + query : path; }

std::string Url::text() const { return scheme + "://" + authority() + target(); }

std::uint16_t default_port(std::string_view scheme) {
  for (const SchemePort& known : scheme_ports)
    if (known.scheme == scheme) return known.port;
  return 0;
}

std::string percent_decode(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                           hex_value(text[i + 2]) >= 0;
    if (is_escape) {
      result += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

Url parse_url(std::string_view text) {
  if (text.size() > max_size) refuse("longer than 8192 bytes");
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (has_control) refuse("it contains control characters");
  const std::string_view scheme = find_scheme(text);
  if (scheme.empty()) refuse("no scheme, such as \"http://\", in front");
  text.remove_prefix(scheme.size() + 1);
  if (text.substr(0, 2) != "//") refuse("no \"//\" behind the scheme");
  text.remove_prefix(2);

  Url url;
  url.scheme = lower(scheme);
  parse_authority(cut(text, "/?#"), url);
  if (url.host.empty() && url.scheme != "file" && !may_listen(url)) refuse("no host");
  if (url.port == 0) url.port = default_port(url.scheme);
  parse_path_and_query(text, url);
  if (url.path.empty()) url.path = "/";
  return url;
}

Url resolve_reference(const Url& base, std::string_view reference) {
  Url url;
  if (!find_scheme(reference).empty()) {
    url = parse_url(reference);
  } else if (reference.substr(0, 2) == "//") {
    url = parse_url(base.scheme + ":" + std::string(reference));
  } else {
    url = base;
    const std::string_view path = reference.substr(0, reference.find_first_of("?#"));
    if (path.empty() && reference.find('?') == std::string_view::npos) return url;
    parse_path_and_query(reference, url);
    if (path.empty()) {
      url.path = base.path;
    } else if (path[0] != '/') {
      url.path = base.path.substr(0, base.path.rfind('/') + 1) + url.path;
    }
  }
  url.path = remove_dot_segments(url.path);
  if (url.path.empty()) url.path = "/";
  if (is_same_origin(base, url) && url.user.empty()) {
    url.user = base.user;
    url.password = base.password;
  }
  return url;
}

bool is_same_origin(const Url& own, const Url& other) {
  return own.host == other.host && own.port == other.port &&
         (other.is_secure() || !own.is_secure());
}

std::string redact(const Url& url) {
  std::string result = url.scheme + "://" + url.authority() + url.path;
  if (!url.has_query) return result;
  std::string_view rest = url.query;
  for (char joint = '?'; !rest.empty() || joint == '?'; joint = '&') {
    std::string_view pair = cut(rest, "&");
    if (!rest.empty()) rest.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    result += joint;
    // A value without a key may be a token.
    if (equals != std::string_view::npos) result += pair.substr(0, equals + 1);
    if (!pair.empty()) result += mask;
  }
  return result;
}

std::string redact(std::string_view url) {
  try {
    return redact(parse_url(url));
  } catch (const vex::Error&) {
    return std::string(mask);
  }
}

}  // namespace core::net
