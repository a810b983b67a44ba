#include "core/net/receive_buffer.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

#include "core/net/arrival_clock.hpp"
#include "tests/core/net/net_fixture.hpp"

namespace core::net {
namespace {

void fill(Inbox& inbox, std::string_view text) {
  std::memcpy(inbox.begin_fill().data(), text.data(), text.size());
  inbox.end_fill(text.size());
}

std::string take_all(Inbox& inbox) { return as_text(inbox.take(1000)); }

TEST(Inbox, hands_out_what_it_was_filled_with_without_copying) {
  ReceiveBuffer buffer;
  Inbox inbox(buffer);
  fill(inbox, "abcdef");
  const Bytes first = inbox.take(2);
  const Bytes second = inbox.take(100);
  EXPECT_EQ(as_text(first), "ab");
  EXPECT_EQ(as_text(second), "cdef");
  EXPECT_EQ(first.data() + 2, second.data());
  EXPECT_TRUE(inbox.is_empty());
}

TEST(Inbox, keeps_its_rest_when_another_uses_the_buffer) {
  ReceiveBuffer buffer;
  Inbox one(buffer), other(buffer);
  fill(one, "abcdef");
  one.take(2);
  fill(other, "ABCDEF");
  EXPECT_EQ(take_all(one), "cdef");
  EXPECT_EQ(take_all(other), "ABCDEF");
}

TEST(Inbox, takes_back_bytes_also_after_its_rest_has_moved) {
  ReceiveBuffer buffer;
  Inbox one(buffer), other(buffer);
  fill(one, "abcdef");
  fill(other, "ABCDEF");
  one.take(4);
  one.untake(3);
  EXPECT_EQ(take_all(one), "bcdef");
}

TEST(Inbox, can_go_while_others_use_the_buffer) {
  ReceiveBuffer buffer;
  Inbox other(buffer);
  {
    Inbox one(buffer);
    fill(one, "abc");
  }
  fill(other, "ABC");
  EXPECT_EQ(take_all(other), "ABC");
}

TEST(ArrivalClock, turns_real_time_into_monotonic_time) {
  timespec real{};
  ::clock_gettime(CLOCK_REALTIME, &real);
  const Time now = engine::Clock::now();
  const Time arrival = ArrivalClock().to_monotonic(real, now);
  EXPECT_LE(arrival, now);
  EXPECT_GT(arrival, now - milliseconds(500));
}

TEST(ArrivalClock, nothing_arrives_in_the_future) {
  timespec real{};
  ::clock_gettime(CLOCK_REALTIME, &real);
  real.tv_sec += 3600;
  const Time now = engine::Clock::now();
  EXPECT_EQ(ArrivalClock().to_monotonic(real, now), now);
}

}  // namespace
}  // namespace core::net
