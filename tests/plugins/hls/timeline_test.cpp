#include "plugins/hls/timeline.hpp"

#include <gtest/gtest.h>

namespace hls {
namespace {

using namespace std::chrono_literals;

TEST(Timeline, leaves_the_first_stretch_as_it_is) {
  Timeline timeline;
  EXPECT_EQ(timeline.offset({0, 3}, 100s, std::nullopt), 0s);
}

TEST(Timeline, goes_on_where_the_stretch_before_has_ended) {
  Timeline timeline;
  timeline.offset({0, 3}, 100s, std::nullopt);
  EXPECT_EQ(timeline.offset({0, 4}, 5s, 112s), 107s);
}

TEST(Timeline, keeps_the_offset_of_a_stretch) {
  Timeline timeline;
  timeline.offset({0, 3}, 100s, std::nullopt);
  timeline.offset({0, 4}, 5s, 112s);
  EXPECT_EQ(timeline.offset({0, 4}, 11s, 999s), 107s);
  EXPECT_EQ(timeline.offset({0, 3}, 108s, 108s), 0s);
}

TEST(Timeline, takes_a_playlist_that_began_anew_for_another_stretch) {
  Timeline timeline;
  timeline.offset({0, 0}, 100s, std::nullopt);
  EXPECT_EQ(timeline.offset({1, 0}, 0s, 112s), 112s);
}

}  // namespace
}  // namespace hls
