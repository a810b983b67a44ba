#include "core/engine/wheel.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace core::engine {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

constexpr Time start = Time(hours(1));
constexpr Nanos tick = milliseconds(5);

struct Entry final : WheelEntry {
  explicit Entry(std::function<void()> function = nullptr) : then(std::move(function)) {}
  void expire() override {
    ++times;
    if (then) then();
  }
  int times = 0;
  std::function<void()> then;
};

// A wheel whose clock goes on by hand.
class WheelTest : public testing::Test {
 protected:
  void go_to(Nanos since_start) { wheel.advance(start + since_start); }
  Wheel wheel{start, tick};
};

TEST_F(WheelTest, expires_at_the_first_tick_that_is_not_early) {
  Entry entry;
  wheel.arm(entry, start + milliseconds(11));
  go_to(milliseconds(14));
  EXPECT_EQ(entry.times, 0);
  go_to(milliseconds(15));
  EXPECT_EQ(entry.times, 1);
}

TEST_F(WheelTest, expires_once) {
  Entry entry;
  wheel.arm(entry, start + milliseconds(10));
  go_to(hours(1));
  EXPECT_EQ(entry.times, 1);
  EXPECT_FALSE(entry.is_armed());
}

TEST_F(WheelTest, keeps_an_entry_that_is_several_turns_away) {
  Entry entry;
  wheel.arm(entry, start + hours(2));
  for (Nanos at{}; at < hours(2); at += milliseconds(50)) go_to(at);
  EXPECT_EQ(entry.times, 0);
  go_to(hours(2));
  EXPECT_EQ(entry.times, 1);
}

TEST_F(WheelTest, catches_up_after_a_pause_of_many_turns) {
  std::vector<std::unique_ptr<Entry>> entries;
  for (int i = 0; i < 3000; ++i) {
    entries.push_back(std::make_unique<Entry>());
    wheel.arm(*entries.back(), start + i * milliseconds(7));
  }
  go_to(hours(3));
  for (const auto& entry : entries) EXPECT_EQ(entry->times, 1);
}

TEST_F(WheelTest, does_not_expire_what_was_disarmed) {
  Entry entry;
  wheel.arm(entry, start + milliseconds(10));
  entry.disarm();
  go_to(milliseconds(20));
  EXPECT_EQ(entry.times, 0);
}

TEST_F(WheelTest, moves_an_entry_that_is_armed_again) {
  Entry entry;
  wheel.arm(entry, start + milliseconds(10));
  wheel.arm(entry, start + milliseconds(30));
  go_to(milliseconds(20));
  EXPECT_EQ(entry.times, 0);
  go_to(milliseconds(30));
  EXPECT_EQ(entry.times, 1);
}

TEST_F(WheelTest, lets_an_entry_disarm_its_neighbour_in_the_slot) {
  Entry second;
  Entry first([&] { second.disarm(); });
  wheel.arm(first, start + milliseconds(10));
  wheel.arm(second, start + milliseconds(10));
  go_to(milliseconds(10));
  EXPECT_EQ(first.times, 1);
  EXPECT_EQ(second.times, 0);
}

TEST_F(WheelTest, lets_an_entry_arm_itself_again) {
  Entry entry;
  entry.then = [&] { wheel.arm(entry, start + entry.times * milliseconds(100)); };
  wheel.arm(entry, start);
  go_to(milliseconds(350));
  EXPECT_EQ(entry.times, 4);
}

TEST_F(WheelTest, expires_an_instant_of_the_past_at_the_next_tick) {
  go_to(milliseconds(100));
  Entry entry;
  wheel.arm(entry, start);
  go_to(milliseconds(105));
  EXPECT_EQ(entry.times, 1);
}

TEST_F(WheelTest, says_when_the_next_entry_is_due) {
  EXPECT_EQ(wheel.next(), never);
  Entry late, early;
  wheel.arm(late, start + milliseconds(700));
  wheel.arm(early, start + milliseconds(33));
  EXPECT_EQ(wheel.next(), start + milliseconds(35));
  go_to(milliseconds(35));
  EXPECT_EQ(wheel.next(), start + milliseconds(700));
}

TEST(Wheel, says_when_the_next_entry_is_due_from_any_tick) {
  for (int now = 0; now < 1100; ++now) {
    for (const int ahead : {1, 63, 64, 65, 1000, 1024}) {
      Wheel wheel(start, tick);
      wheel.advance(start + now * tick);
      Entry entry;
      wheel.arm(entry, start + (now + ahead) * tick);
      EXPECT_EQ(wheel.next(), start + (now + ahead) * tick) << now << "+" << ahead;
    }
  }
}

}  // namespace
}  // namespace core::engine
