#include "media/sdp/format_parameters.hpp"

#include "media/sdp/text.hpp"

namespace media::sdp {
namespace {

int hexadecimal_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  if (c == '/') return 63;
  return -1;
}

/// RFC 4648 4; the padding may be missing, as from some cameras. Empty if it is not base64.
std::vector<std::byte> from_base64(std::string_view text) {
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  std::vector<std::byte> octets;
  octets.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) return {};
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    octets.push_back(static_cast<std::byte>(bits >> static_cast<unsigned>(count)));
  }
  return octets;
}

}  // namespace

FormatParameters::FormatParameters(std::string_view text) {
  while (!text.empty() && parameters_.size() < max_parameters) {
    std::string_view value = trimmed(take_until(text, ';'));
    const std::string_view name = trimmed(take_until(value, '='));
    if (!name.empty()) parameters_.emplace_back(name, trimmed(value));
  }
}

std::string_view FormatParameters::value(std::string_view name) const {
  for (const auto& [key, value] : parameters_) {
    if (equals_without_case(key, name)) return value;
  }
  return {};
}

std::optional<std::uint32_t> FormatParameters::number(std::string_view name) const {
  return decimal(value(name));
}

std::vector<std::byte> FormatParameters::octets(std::string_view name) const {
  const std::string_view text = value(name);
  if (text.size() % 2 != 0) return {};
  std::vector<std::byte> octets;
  octets.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hexadecimal_digit(text[i]);
    const int low = hexadecimal_digit(text[i + 1]);
    if (high < 0 || low < 0) return {};
    octets.push_back(static_cast<std::byte>(high * 16 + low));
  }
  return octets;
}

std::vector<std::vector<std::byte>> FormatParameters::octet_list(std::string_view name) const {
  std::vector<std::vector<std::byte>> list;
  std::string_view text = value(name);
  while (!text.empty()) {
    auto octets = from_base64(trimmed(take_until(text, ',')));
    if (!octets.empty()) list.push_back(std::move(octets));
  }
  return list;
}

}  // namespace media::sdp
