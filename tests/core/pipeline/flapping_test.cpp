// A stream that goes up and down is one event.
#include "core/pipeline/flapping.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <utility>

#include "tests/core/pipeline/transitions.hpp"

namespace core::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Flapping, counts_changes_between_up_and_down) {
  Flapping flapping(5);
  flapping.note(VEX_YES, 0);
  EXPECT_EQ(flapping.count(0), 0U) << "the first state is no change";
  flapping.note(VEX_NO, 1);
  flapping.note(VEX_NO, 2);
  flapping.note(VEX_YES, 3);
  EXPECT_EQ(flapping.count(3), 2U);
}

TEST(Flapping, forgets_changes_after_five_minutes) {
  Flapping flapping(5);
  flapping.note(VEX_YES, 0);
  flapping.note(VEX_NO, a_second);
  EXPECT_EQ(flapping.count(301 * a_second), 1U);
  EXPECT_EQ(flapping.count(301 * a_second + 1), 0U);
}

TEST(Flapping, remembers_no_more_than_it_needs) {
  Flapping flapping(2);
  for (vex_time now = 0; now < 10; ++now) flapping.note(now % 2 == 0 ? VEX_YES : VEX_NO, now);
  EXPECT_EQ(flapping.count(10), 2U);
}

TEST(Flapping, is_off_without_a_limit) {
  Flapping flapping(std::nan(""));
  flapping.note(VEX_YES, 0);
  flapping.note(VEX_NO, 1);
  EXPECT_EQ(flapping.limit(), 0U);
  EXPECT_EQ(flapping.count(1), 0U);
}

class FlappingStream : public TransitionTest {
 protected:
  void go_down() { fail(vex::Reason::connect, "refused"); }

  /// Up at first, and then so many changes, a second apart.
  void change(int count) {
    if (!std::exchange(has_begun_, true)) go_up();
    for (int i = 0; i < count; ++i) {
      pass(1);
      is_up_ ? go_down() : go_up();
      is_up_ = !is_up_;
    }
  }

  bool has_begun_ = false;
  bool is_up_ = true;
};

TEST_F(FlappingStream, is_found_at_the_fifth_change_within_five_minutes) {
  watch<>();
  change(4);
  around_.records.clear();
  change(1);
  EXPECT_THAT(told(), ElementsAre("down", "flapping firing"));
}

TEST_F(FlappingStream, tells_of_no_further_change) {
  watch<>();
  change(5);
  around_.records.clear();
  change(6);
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(FlappingStream, shows_its_state_all_the_same) {
  watch<>();
  change(6);
  EXPECT_EQ(snapshot().up, unsigned{VEX_YES});
}

TEST_F(FlappingStream, tells_where_it_stands_once_it_has_calmed_down) {
  watch<>();
  change(6);  // up in the end, and down when it was told last
  around_.records.clear();
  pass(290);
  EXPECT_THAT(told(), IsEmpty());
  pass(320);
  EXPECT_THAT(told(), ElementsAre("flapping resolved", "up", "stream_down resolved"));
}

TEST_F(FlappingStream, tells_nothing_in_the_end_where_nothing_has_changed) {
  watch<>();
  change(5);
  change(4);
  around_.records.clear();
  pass(700);
  EXPECT_THAT(told(), ElementsAre("flapping resolved"));
}

TEST_F(FlappingStream, does_not_count_the_times_when_nobody_could_judge) {
  watch<>();
  change(4);
  stream_->set_measurement_valid(false);
  pass(10);
  stream_->set_measurement_valid(true);
  play(3);
  EXPECT_THAT(told(), testing::Not(testing::Contains("flapping firing")));
}

}  // namespace
}  // namespace core::pipeline
