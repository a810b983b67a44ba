#include "media/rtmp/handshake.hpp"

#include <algorithm>
#include <string_view>

namespace media::rtmp {

namespace {

constexpr std::string_view player_name = "Genuine Adobe Flash Player 001";
constexpr std::string_view server_name = "Genuine Adobe Flash Media Server 001";

constexpr std::array<unsigned char, 32> key_tail{
    0xF0, 0xEE, 0xC2, 0x4A, 0x80, 0x68, 0xBE, 0xE8, 0x2E, 0x00, 0xD0, 0xD1, 0x02, 0x9E, 0x7E, 0x57,
    0x6E, 0xEC, 0x5D, 0x2D, 0x29, 0x80, 0x6F, 0xAB, 0x93, 0xB8, 0xE6, 0x36, 0xCF, 0xEB, 0x31, 0xAE};

template <std::size_t Size>
std::array<std::byte, Size> long_key_of(std::string_view name) {
  std::array<std::byte, Size> key{};
  const auto as_byte = [](auto value) { return static_cast<std::byte>(value); };
  const auto end = std::transform(name.begin(), name.end(), key.begin(), as_byte);
  std::transform(key_tail.begin(), key_tail.end(), end, as_byte);
  return key;
}

/// Each half of a block has 764 bytes for the digest and 764 for a key that nobody uses; it starts
/// with the four bytes that give the position of the digest.
constexpr std::size_t half_size = 764;
constexpr std::size_t offset_size = 4;
constexpr std::size_t offsets = half_size - offset_size - digest_size;

std::span<const std::byte> before(const HandshakeBlock& block, std::size_t offset) {
  return std::span(block).first(offset);
}

std::span<const std::byte> behind(const HandshakeBlock& block, std::size_t offset) {
  return std::span(block).subspan(offset + digest_size);
}

void put(const Digest& digest, HandshakeBlock& block, std::size_t offset) {
  std::copy(digest.begin(), digest.end(), block.begin() + static_cast<std::ptrdiff_t>(offset));
}

}  // namespace

std::size_t digest_offset(const HandshakeBlock& block, DigestPlace place) {
  const std::size_t begin =
      handshake_head_size + (place == DigestPlace::first_half ? 0 : half_size);
  std::size_t sum = 0;
  for (std::size_t i = 0; i < offset_size; ++i) {
    sum += std::to_integer<std::size_t>(block[begin + i]);
  }
  return begin + offset_size + sum % offsets;
}

std::span<const std::byte> long_player_key() {
  static const auto key = long_key_of<player_name.size() + key_tail.size()>(player_name);
  return key;
}

std::span<const std::byte> player_key() { return long_player_key().first(player_name.size()); }

std::span<const std::byte> long_server_key() {
  static const auto key = long_key_of<server_name.size() + key_tail.size()>(server_name);
  return key;
}

std::span<const std::byte> server_key() { return long_server_key().first(server_name.size()); }

void sign(HandshakeBlock& block, DigestPlace place, std::span<const std::byte> key, Hmac hmac) {
  const std::size_t offset = digest_offset(block, place);
  put(hmac(key, before(block, offset), behind(block, offset)), block, offset);
}

std::optional<Digest> find_digest(const HandshakeBlock& block, std::span<const std::byte> key,
                                  Hmac hmac) {
  for (const DigestPlace place : {DigestPlace::first_half, DigestPlace::second_half}) {
    const std::size_t offset = digest_offset(block, place);
    const Digest digest = hmac(key, before(block, offset), behind(block, offset));
    if (std::equal(digest.begin(), digest.end(),
                   block.begin() + static_cast<std::ptrdiff_t>(offset))) {
      return digest;
    }
  }
  return std::nullopt;
}

void sign_answer(HandshakeBlock& block, const Digest& peer, std::span<const std::byte> long_key,
                 Hmac hmac) {
  constexpr std::size_t offset = handshake_size - digest_size;
  const Digest key = hmac(long_key, peer, {});
  put(hmac(key, before(block, offset), {}), block, offset);
}

}  // namespace media::rtmp
