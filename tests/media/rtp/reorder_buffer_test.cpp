#include "media/rtp/reorder_buffer.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace media::rtp {
namespace {

using namespace std::chrono_literals;

class ReorderBufferTest : public ::testing::Test {
 protected:
  void push(std::uint16_t sequence, nanoseconds arrival = 0ns) {
    const std::vector<std::byte> datagram(sequence % 7 + 1);
    buffer_.push(datagram, sequence, arrival, deliver_);
    sizes_.push_back(datagram.size());
  }

  std::vector<std::size_t> sizes_;
  std::vector<std::size_t> delivered_;
  const ReorderBuffer::Deliver deliver_ = [this](std::span<const std::byte> datagram, nanoseconds) {
    delivered_.push_back(datagram.size());
  };
  ReorderBuffer buffer_;
};

TEST_F(ReorderBufferTest, passes_packets_in_order_through) {
  for (std::uint16_t i = 0; i < 5; ++i) push(i);
  EXPECT_EQ(delivered_, sizes_);
}

TEST_F(ReorderBufferTest, puts_two_packets_back_into_order) {
  push(0);
  push(2);
  EXPECT_EQ(delivered_.size(), 1U);
  push(1);
  EXPECT_EQ(delivered_, (std::vector<std::size_t>{1, 2, 3}));
}

TEST_F(ReorderBufferTest, puts_packets_back_into_order_across_the_wrap) {
  push(65'534);
  push(0);
  push(65'535);
  push(1);
  EXPECT_EQ(delivered_, (std::vector<std::size_t>{65'534 % 7 + 1, 65'535 % 7 + 1, 1, 2}));
}

TEST_F(ReorderBufferTest, drops_a_duplicate_of_what_waits) {
  push(0);
  push(2);
  push(2);
  push(1);
  EXPECT_EQ(delivered_.size(), 3U);
}

TEST_F(ReorderBufferTest, drops_what_comes_after_its_turn) {
  push(5);
  push(4);
  EXPECT_EQ(delivered_.size(), 1U);
}

TEST_F(ReorderBufferTest, gives_a_gap_up_when_too_many_wait) {
  push(0);
  for (std::uint16_t i = 2; i < 2 + ReorderBuffer::capacity; ++i) push(i);
  EXPECT_EQ(delivered_.size(), 1 + ReorderBuffer::capacity);
}

TEST_F(ReorderBufferTest, gives_a_gap_up_when_the_first_has_waited_long_enough) {
  push(0, 0ms);
  push(2, 0ms);
  push(3, 199ms);
  EXPECT_EQ(delivered_.size(), 1U);
  push(4, 200ms);
  EXPECT_EQ(delivered_.size(), 4U);
}

TEST_F(ReorderBufferTest, delivers_what_waits_at_the_end) {
  push(0);
  push(3);
  push(6);
  buffer_.flush(deliver_);
  EXPECT_EQ(delivered_, (std::vector<std::size_t>{1, 4, 7}));
}

TEST_F(ReorderBufferTest, begins_anew_after_a_reset) {
  push(1000);
  push(1002);
  buffer_.reset();
  push(3);
  EXPECT_EQ(delivered_.size(), 2U);
}

}  // namespace
}  // namespace media::rtp
