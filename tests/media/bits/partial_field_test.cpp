#include "media/bits/partial_field.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace media::bits {
namespace {

using Bytes = std::span<const std::byte>;

std::vector<std::byte> counting(std::size_t size) {
  std::vector<std::byte> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i);
  return bytes;
}

TEST(PartialField, is_where_it_lies_when_it_comes_in_one_piece) {
  const auto all = counting(6);
  Bytes bytes = all;
  PartialField<4> field;
  EXPECT_EQ(field.take(bytes, 4).data(), all.data());
  EXPECT_EQ(bytes.size(), 2U);
}

TEST(PartialField, is_put_together_from_the_pieces_of_every_split) {
  const auto all = counting(4);
  for (std::size_t split = 1; split < 4; ++split) {
    PartialField<4> field;
    Bytes first = Bytes(all).first(split);
    Bytes second = Bytes(all).subspan(split);
    EXPECT_TRUE(field.take(first, 4).empty());
    const Bytes whole = field.take(second, 4);
    EXPECT_TRUE(std::equal(whole.begin(), whole.end(), all.begin(), all.end()));
  }
}

TEST(PartialField, tells_what_it_keeps) {
  const auto all = counting(3);
  Bytes bytes = all;
  PartialField<4> field;
  field.take(bytes, 4);
  EXPECT_EQ(field.kept().size(), 3U);
}

TEST(PartialField, keeps_nothing_of_a_field_that_was_whole) {
  const auto all = counting(4);
  PartialField<4> field;
  Bytes first = Bytes(all).first(1);
  Bytes rest = Bytes(all).subspan(1);
  field.take(first, 4);
  field.take(rest, 4);
  EXPECT_TRUE(field.kept().empty());
}

TEST(PartialField, goes_on_behind_what_was_given_back_to_it) {
  const auto all = counting(3);
  PartialField<4> field;
  Bytes bytes = all;
  field.keep(field.take(bytes, 1));  // its first byte has said that it has two more
  const Bytes whole = field.take(bytes, 3);
  EXPECT_TRUE(std::equal(whole.begin(), whole.end(), all.begin(), all.end()));
}

}  // namespace
}  // namespace media::bits
