// Bytes for tests of the readers: written as hexadecimal digits, or cut at every length.
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace media::test {

/// "01 64 00" or "016400"; spaces between bytes are free.
inline std::vector<std::byte> bytes_of_hex(std::string_view hex) {
  const auto digit = [](char c) -> unsigned {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    throw std::invalid_argument(std::string("no hexadecimal digit: ") + c);
  };
  std::vector<std::byte> bytes;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (hex[i] == ' ') continue;
    const unsigned high = digit(hex[i++]);
    bytes.push_back(static_cast<std::byte>(high * 16 + digit(hex.at(i))));
  }
  return bytes;
}

/// Calls use with every shorter beginning of the bytes, each in memory of exactly its size, so that
/// the address sanitizer sees a read past the end.
template <class Use>
void for_every_prefix(const std::vector<std::byte>& bytes, Use use) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::vector<std::byte> prefix(bytes.begin(),
                                        bytes.begin() + static_cast<std::ptrdiff_t>(size));
    use(std::span<const std::byte>(prefix));
  }
}

}  // namespace media::test
