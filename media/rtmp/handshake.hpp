// The blocks of a handshake (5.2), and where the digests of Flash Player 9 lie in them, which Adobe
// has never specified: nginx-rtmp, SRS and FFmpeg agree on them. The HMAC itself is the caller's.
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

/// HMAC-SHA256 of two parts behind one another.
using Hmac = Digest (*)(std::span<const std::byte> key, std::span<const std::byte> first,
                        std::span<const std::byte> second);

/// Whether the digest lies in the first or in the second half of a block.
enum class DigestPlace : std::uint8_t { first_half = 1, second_half };

/// Where the digest of a block begins: four of its bytes say so.
[[nodiscard]] std::size_t digest_offset(const HandshakeBlock& block, DigestPlace place);

/// The keys that everybody uses. The first block of each side is signed with the short ones, the
/// answer to the peer's with the long ones.
[[nodiscard]] std::span<const std::byte> player_key();
[[nodiscard]] std::span<const std::byte> long_player_key();
[[nodiscard]] std::span<const std::byte> server_key();
[[nodiscard]] std::span<const std::byte> long_server_key();

/// Puts the digest into C1 or S1.
void sign(HandshakeBlock& block, DigestPlace place, std::span<const std::byte> key, Hmac hmac);

/// The digest of a peer's first block; nothing where it is not signed: then the handshake is the
/// simple one.
[[nodiscard]] std::optional<Digest> find_digest(const HandshakeBlock& block,
                                                std::span<const std::byte> key, Hmac hmac);

/// Puts the digest into C2 or S2, which answers the peer's first block by its digest.
void sign_answer(HandshakeBlock& block, const Digest& peer, std::span<const std::byte> long_key,
                 Hmac hmac);

}  // namespace media::rtmp
