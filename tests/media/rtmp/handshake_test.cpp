#include "media/rtmp/handshake.hpp"

#include <gtest/gtest.h>

#include <string>

namespace media::rtmp {
namespace {

/// No hash, but different for different input: where the digests lie is what these tests are about.
Digest sum_of(std::span<const std::byte> key, std::span<const std::byte> first,
              std::span<const std::byte> second) {
  Digest digest{};
  std::size_t at = 0;
  std::uint32_t sum = 1;
  for (const auto part : {key, first, second}) {
    for (const std::byte byte : part) {
      sum = sum * 31 + std::to_integer<std::uint32_t>(byte);
      digest[at++ % digest.size()] ^= static_cast<std::byte>(sum >> 8U & 0xFFU);
    }
  }
  return digest;
}

HandshakeBlock block_of(unsigned seed) {
  HandshakeBlock block;
  for (std::byte& byte : block) {
    seed = seed * 1664525 + 1013904223;
    byte = static_cast<std::byte>(seed >> 24U);
  }
  return block;
}

TEST(RtmpHandshake, digest_lies_where_four_bytes_say) {
  HandshakeBlock block{};
  block[8] = std::byte{10};
  block[11] = std::byte{1};
  block[772] = std::byte{5};
  EXPECT_EQ(digest_offset(block, DigestPlace::first_half), 8U + 4 + 11);
  EXPECT_EQ(digest_offset(block, DigestPlace::second_half), 772U + 4 + 5);
}

TEST(RtmpHandshake, digest_stays_within_its_half) {
  HandshakeBlock block;
  block.fill(std::byte{0xFF});  // 1020, which is over the 728 places
  EXPECT_EQ(digest_offset(block, DigestPlace::first_half), 8U + 4 + 1020 % 728);
  EXPECT_LE(digest_offset(block, DigestPlace::second_half) + digest_size, handshake_size);
}

TEST(RtmpHandshake, keys_are_the_names_of_adobe_s_programs) {
  const auto text = [](std::span<const std::byte> key) {
    return std::string(reinterpret_cast<const char*>(key.data()), key.size());
  };
  EXPECT_EQ(text(player_key()), "Genuine Adobe Flash Player 001");
  EXPECT_EQ(text(server_key()), "Genuine Adobe Flash Media Server 001");
  EXPECT_EQ(long_player_key().size(), 62U);
  EXPECT_EQ(long_server_key().size(), 68U);
  EXPECT_EQ(long_player_key().back(), std::byte{0xAE});
}

TEST(RtmpHandshake, a_signed_block_is_known_in_both_halves) {
  for (const DigestPlace place : {DigestPlace::first_half, DigestPlace::second_half}) {
    HandshakeBlock block = block_of(7);
    sign(block, place, player_key(), sum_of);
    EXPECT_TRUE(find_digest(block, player_key(), sum_of));
    EXPECT_FALSE(find_digest(block, server_key(), sum_of));
  }
}

TEST(RtmpHandshake, an_unsigned_block_has_no_digest) {
  EXPECT_FALSE(find_digest(block_of(7), player_key(), sum_of));
}

TEST(RtmpHandshake, an_answer_ends_with_the_digest_of_the_rest) {
  HandshakeBlock block = block_of(3);
  const HandshakeBlock before = block;
  const Digest peer{std::byte{9}};
  sign_answer(block, peer, long_player_key(), sum_of);
  const auto rest = std::span(before).first(handshake_size - digest_size);
  const Digest expected = sum_of(sum_of(long_player_key(), peer, {}), rest, {});
  EXPECT_TRUE(std::equal(rest.begin(), rest.end(), block.begin()));
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), block.end() - digest_size));
}

}  // namespace
}  // namespace media::rtmp
