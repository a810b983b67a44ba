#include "plugins/hls/turn.hpp"

#include <gtest/gtest.h>

namespace hls {
namespace {

using namespace std::chrono_literals;

constexpr vex::Nanos now = 100s;

TEST(Turn, is_free_at_first) { EXPECT_FALSE(Turn().taken_until(now)); }

TEST(Turn, is_taken_while_a_playlist_is_loaded) {
  Turn turn;
  turn.begin(1, now, false);
  EXPECT_EQ(turn.taken_until(now), now + Turn::longest);
}

TEST(Turn, is_free_when_the_load_is_over) {
  Turn turn;
  turn.begin(1, now, false);
  turn.end(1);
  EXPECT_FALSE(turn.taken_until(now));
}

TEST(Turn, passes_on_from_a_load_that_hangs) {
  Turn turn;
  turn.begin(1, now, false);
  EXPECT_FALSE(turn.taken_until(now + Turn::longest));
}

TEST(Turn, is_longer_for_a_load_that_connects) {
  Turn turn;
  turn.begin(1, now, true);
  EXPECT_EQ(turn.taken_until(now), now + Turn::longest_with_connecting);
}

TEST(Turn, is_not_ended_by_one_that_has_lost_it) {
  Turn turn;
  turn.begin(1, now, false);
  turn.begin(2, now + Turn::longest, false);
  turn.end(1);
  EXPECT_TRUE(turn.taken_until(now + Turn::longest));
}

}  // namespace
}  // namespace hls
