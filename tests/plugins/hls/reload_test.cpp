#include "plugins/hls/reload.hpp"

#include <gtest/gtest.h>

namespace hls {
namespace {

using namespace std::chrono_literals;

media::m3u8::MediaPlaylist low_latency() {
  media::m3u8::MediaPlaylist playlist;
  playlist.media_sequence = 266;
  playlist.segments.resize(3);
  for (std::uint64_t i = 0; i < 3; ++i) playlist.segments[i].sequence = 266 + i;
  playlist.part_target = 333ms;
  playlist.trailing_parts = {0, 2};
  playlist.server_control.emplace();
  playlist.server_control->can_block_reload = true;
  return playlist;
}

TEST(Reload, waits_a_target_duration_after_a_change) {
  EXPECT_EQ(reload_time(100s, 6s, true), 106s);
}

TEST(Reload, waits_half_of_it_where_nothing_has_changed) {
  EXPECT_EQ(reload_time(100s, 6s, false), 103s);
}

TEST(Reload, never_hammers_a_server) { EXPECT_EQ(reload_time(100s, 0s, false), 100s + 250ms); }

TEST(Reload, blocks_until_the_next_part) {
  const Directives directives = directives_behind(low_latency(), true);
  EXPECT_EQ(directives.media_sequence, 269U);
  EXPECT_EQ(directives.part, 2U);
  EXPECT_FALSE(directives.skip);
}

TEST(Reload, blocks_until_the_next_segment_where_there_are_no_parts) {
  auto playlist = low_latency();
  playlist.part_target.reset();
  const Directives directives = directives_behind(playlist, true);
  EXPECT_EQ(directives.media_sequence, 269U);
  EXPECT_FALSE(directives.part);
}

TEST(Reload, asks_again_soon_where_the_server_makes_it_wait) {
  EXPECT_EQ(blocking_interval({.target_duration = 6s, .part_target = 1s}), 500ms);
  EXPECT_EQ(blocking_interval({.target_duration = 6s}), 750ms);
  EXPECT_EQ(blocking_interval({.target_duration = 1s}), 250ms);
}

TEST(Reload, does_not_block_where_the_server_does_not) {
  auto playlist = low_latency();
  playlist.server_control->can_block_reload = false;
  EXPECT_FALSE(directives_behind(playlist, true).media_sequence);
}

TEST(Reload, asks_for_a_delta_where_there_is_something_to_merge_it_with) {
  auto playlist = low_latency();
  playlist.server_control->can_skip_until = 24s;
  EXPECT_TRUE(directives_behind(playlist, true).skip);
  EXPECT_FALSE(directives_behind(playlist, false).skip);
}

TEST(Reload, writes_directives_behind_the_query_in_the_order_of_their_names) {
  const Directives all{.media_sequence = 269, .part = 2, .skip = true};
  EXPECT_EQ(with_directives("a.m3u8?token=x#f", all),
            "a.m3u8?token=x&_HLS_msn=269&_HLS_part=2&_HLS_skip=YES");
  EXPECT_EQ(with_directives("a.m3u8", {.media_sequence = 1}), "a.m3u8?_HLS_msn=1");
  EXPECT_EQ(with_directives("a.m3u8", {}), "a.m3u8");
}

}  // namespace
}  // namespace hls
