#include "plugins/hls/decryption.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>

namespace hls {
namespace {

/// `openssl enc -aes-128-cbc -K 000102030405060708090a0b0c0d0e0f -iv
/// 00000000000000000000000000000007` of "a media segment".
constexpr std::array<unsigned char, 16> encrypted{0x97, 0xe7, 0x89, 0x3f, 0x90, 0x88, 0xce, 0x7f,
                                                  0x0c, 0x8e, 0x24, 0x26, 0xd7, 0x72, 0xc8, 0x75};

Block block(unsigned char step) {
  Block made{};
  for (std::size_t i = 0; i < made.size(); ++i) {
    made[i] = static_cast<std::byte>(static_cast<unsigned char>(i) * step);
  }
  return made;
}

struct Plain {
  std::string text{};
  std::function<void(vex::Bytes)> sink = [this](vex::Bytes bytes) {
    text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
};

TEST(Decryption, takes_the_sequence_number_for_the_initialization_vector) {
  const Block made = initialization_vector(0x0102030405060708);
  EXPECT_EQ(made[7], std::byte{0});
  EXPECT_EQ(made[8], std::byte{1});
  EXPECT_EQ(made[15], std::byte{8});
}

TEST(Decryption, decrypts_at_every_split) {
  const vex::Bytes all = std::as_bytes(std::span(encrypted));
  for (std::size_t split = 0; split <= all.size(); ++split) {
    Plain plain;
    Decryption decryption(block(1), initialization_vector(7));
    decryption.push(all.first(split), plain.sink);
    decryption.push(all.subspan(split), plain.sink);
    decryption.finish(plain.sink);
    EXPECT_EQ(plain.text, "a media segment") << split;
  }
}

TEST(Decryption, finds_that_the_key_is_wrong) {
  Plain plain;
  Decryption decryption(block(2), initialization_vector(7));
  decryption.push(std::as_bytes(std::span(encrypted)), plain.sink);
  EXPECT_THROW(decryption.finish(plain.sink), vex::Error);
}

TEST(Decryption, finds_that_the_length_is_wrong) {
  Plain plain;
  Decryption decryption(block(1), initialization_vector(7));
  decryption.push(std::as_bytes(std::span(encrypted)).first(15), plain.sink);
  EXPECT_THROW(decryption.finish(plain.sink), vex::Error);
}

}  // namespace
}  // namespace hls
