// The blocks of a handshake (5.2) and the position of the digests of Flash Player 9 in them. Adobe
// never specified these; nginx-rtmp, SRS and FFmpeg agree on them. The caller provides the HMAC.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace media::rtmp {

inline constexpr std::byte handshake_version{3};       // C0, S0
inline constexpr std::size_t handshake_size = 1536;    // of C1, S1, C2 and S2 each
inline constexpr std::size_t handshake_head_size = 8;  // time and version, or time and zero
inline constexpr std::size_t digest_size = 32;

using HandshakeBlock = std::array<std::byte, handshake_size>;
using Digest = std::array<std::byte, digest_size>;

/// HMAC-SHA256 of two parts in sequence.
using Hmac = Digest (*)(std::span<const std::byte> key, std::span<const std::byte> first,
                        std::span<const std::byte> second);

/// Whether the digest is in the first or the second half of a block.
enum class DigestPlace : std::uint8_t { first_half = 1, second_half };

/// The position of a block's digest, which four of its bytes give.
[[nodiscard]] std::size_t digest_offset(const HandshakeBlock& block, DigestPlace place);

/// The well-known keys. The first block of each side is signed with the short key, the reply to the
/// peer's block with the long one.
[[nodiscard]] std::span<const std::byte> player_key();
[[nodiscard]] std::span<const std::byte> long_player_key();
[[nodiscard]] std::span<const std::byte> server_key();
[[nodiscard]] std::span<const std::byte> long_server_key();

/// Writes the digest into C1 or S1.
void sign(HandshakeBlock& block, DigestPlace place, std::span<const std::byte> key, Hmac hmac);

/// The digest of a peer's first block; nothing if it is not signed, in which case the handshake is
/// the simple one.
[[nodiscard]] std::optional<Digest> find_digest(const HandshakeBlock& block,
                                                std::span<const std::byte> key, Hmac hmac);

/// Writes the digest into C2 or S2, which answers the peer's first block through its digest.
void sign_answer(HandshakeBlock& block, const Digest& peer, std::span<const std::byte> long_key,
                 Hmac hmac);

}  // namespace media::rtmp
