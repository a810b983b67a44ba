#include "plugins/analyzers/hls/progress.hpp"

#include <gtest/gtest.h>

#include "tests/plugins/analyzers/hls/playlists.hpp"

namespace analyzers::hls {
namespace {

using namespace test;

/// The window of six segments of 6 s that is there after so many updates, seen at that time.
class Pace {
 public:
  void see(int first, vex::Nanos time) {
    const std::string text = window(first, first + 5);
    const Versions versions(before_.empty() ? text : before_, text);
    const Change change = versions.change();
    progress.advance(change, relation(change.before, change.now), before_.empty(), time);
    before_ = text;
  }

  Progress progress{};

 private:
  std::string before_{};
};

TEST(Progress, is_kept_by_updates_at_their_time) {
  Pace pace;
  for (int i = 0; i < 10; ++i) pace.see(10 + i, 6s * i);
  EXPECT_EQ(pace.progress.lost(54s), 0s);
}

TEST(Progress, is_lost_by_updates_that_do_not_come) {
  Pace pace;
  pace.see(10, 0s);
  pace.see(11, 6s);
  EXPECT_EQ(pace.progress.lost(26s), 18s);  // 20 s, of which a tenth is forgiven
}

TEST(Progress, is_not_lost_by_segments_that_came_and_went_unseen) {
  Pace pace;
  pace.see(10, 0s);
  pace.see(30, 120s);
  EXPECT_EQ(pace.progress.lost(120s), 0s);
}

TEST(Progress, begins_anew_with_a_packager_that_does) {
  Pace pace;
  pace.see(1000, 0s);
  pace.see(0, 60s);
  EXPECT_EQ(pace.progress.lost(60s), 0s);
}

TEST(Progress, is_not_lost_by_durations_that_are_rounded_down) {
  Pace pace;
  for (int i = 0; i < 1000; ++i) pace.see(10 + i, 6400ms * i);
  EXPECT_LT(pace.progress.lost(6400ms * 999), 12s);
}

}  // namespace
}  // namespace analyzers::hls
