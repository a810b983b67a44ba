// The hashes and encodings that handshakes and passwords of several protocols need, through
// OpenSSL.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crypto {

enum class Algorithm : std::uint8_t { md5 = 1, sha1, sha256 };

/// All of these throw VEX_E_INTERNAL if OpenSSL lacks the algorithm.
std::vector<std::byte> hash(Algorithm algorithm, std::string_view text);

/// HMAC-SHA256 of two parts in sequence.
std::array<std::byte, 32> hmac_sha256(std::span<const std::byte> key,
                                      std::span<const std::byte> first,
                                      std::span<const std::byte> second);

/// In lower case.
std::string hex(std::span<const std::byte> bytes);

/// RFC 4648 4, with padding.
std::string base64(std::span<const std::byte> bytes);
std::string base64(std::string_view text);

void fill_randomly(std::span<std::byte> bytes);

template <std::size_t Size>
std::array<std::byte, Size> random_bytes() {
  std::array<std::byte, Size> bytes{};
  fill_randomly(bytes);
  return bytes;
}

}  // namespace crypto
