#include "plugins/crypto/crypto.hpp"

#include <gtest/gtest.h>

namespace crypto {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

TEST(Crypto, hashes) {  // RFC 1321 A.5, FIPS 180-4
  EXPECT_EQ(hex(hash(Algorithm::md5, "abc")), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hex(hash(Algorithm::sha1, "abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(hash(Algorithm::sha256, "abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Crypto, signs_two_parts_as_one) {  // RFC 4231, 4.3
  EXPECT_EQ(
      hex(hmac_sha256(bytes_of("Jefe"), bytes_of("what do ya want "), bytes_of("for nothing?"))),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Crypto, encodes_in_base64) {  // RFC 4648, 10
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Crypto, never_gives_the_same_random_bytes) {
  EXPECT_NE(random_bytes<16>(), random_bytes<16>());
}

}  // namespace
}  // namespace crypto
