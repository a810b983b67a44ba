#include "media/aac/adts_reader.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tests/media/bytes.hpp"

namespace media::aac {
namespace {

using media::test::bytes_of_hex;

// Frames of 9 and 8 bytes: LC, 48 kHz, two channels.
const auto frames = bytes_of_hex("FFF14C80013FFC AABB FFF14C80011FFC CC");

std::vector<std::uint32_t> sizes_of(AdtsReader& reader, std::span<const std::byte> bytes) {
  std::vector<std::uint32_t> sizes;
  while (reader.next(bytes)) sizes.push_back(reader.frame().frame_bytes);
  return sizes;
}

TEST(AdtsReader, gives_every_frame) {
  AdtsReader reader;
  EXPECT_EQ(sizes_of(reader, frames), (std::vector<std::uint32_t>{9, 8}));
  EXPECT_EQ(reader.frame().facts.sample_rate, 48000U);
  EXPECT_TRUE(reader.is_between_frames());
}

TEST(AdtsReader, gives_the_same_byte_by_byte) {
  AdtsReader reader;
  std::size_t count = 0;
  for (const std::byte byte : frames) count += sizes_of(reader, std::span(&byte, 1)).size();
  EXPECT_EQ(count, 2U);
}

TEST(AdtsReader, finds_frames_behind_other_bytes) {
  auto bytes = bytes_of_hex("FF00FFF1");
  bytes.insert(bytes.end(), frames.begin(), frames.end());
  AdtsReader reader;
  EXPECT_EQ(sizes_of(reader, bytes), (std::vector<std::uint32_t>{9, 8}));
}

TEST(AdtsReader, is_within_a_frame_that_is_cut) {
  AdtsReader reader;
  sizes_of(reader, std::span(frames).first(frames.size() - 1));
  EXPECT_FALSE(reader.is_between_frames());
}

}  // namespace
}  // namespace media::aac
