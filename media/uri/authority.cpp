#include "media/uri/authority.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace media::uri {

namespace {

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

bool read_port(std::string_view text, std::uint16_t& port) {
  if (text.empty()) return true;
  unsigned number = 0;
  const char* end = text.data() + text.size();
  const auto [at, code] = std::from_chars(text.data(), end, number);
  if (code != std::errc() || at != end) return false;
  if (number == 0 || number > std::numeric_limits<std::uint16_t>::max()) return false;
  port = static_cast<std::uint16_t>(number);
  return true;
}

}  // namespace

std::optional<Authority> parse_authority(std::string_view text, std::uint16_t default_port) {
  Authority authority;
  authority.port = default_port;
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    const std::string_view information = text.substr(0, at);
    const std::size_t colon = std::min(information.find(':'), information.size());
    authority.user = percent_decoded(information.substr(0, colon));
    authority.password =
        percent_decoded(information.substr(std::min(colon + 1, information.size())));
    text.remove_prefix(at + 1);
  }
  std::string_view host = text.substr(0, text.find(':'));
  std::string_view rest = text.substr(host.size());
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  }
  if (host.empty() || (!rest.empty() && rest.front() != ':')) return std::nullopt;
  authority.host = host;
  std::transform(host.begin(), host.end(), authority.host.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (!rest.empty() && !read_port(rest.substr(1), authority.port)) return std::nullopt;
  return authority;
}

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; });
}

}  // namespace media::uri
