#include "media/m3u8/delta_update.hpp"

#include "tests/media/m3u8/read.hpp"

namespace media::m3u8 {
namespace {

using test::media;

constexpr std::string_view head = "#EXTM3U\n#EXT-X-VERSION:10\n#EXT-X-TARGETDURATION:6\n";

MediaPlaylist previous() {
  return media(std::string(head) +
               "#EXT-X-MEDIA-SEQUENCE:10\n"
               "#EXT-X-DATERANGE:ID=\"old\",START-DATE=\"2020-01-01T00:00:00Z\"\n"
               "#EXT-X-DATERANGE:ID=\"kept\",START-DATE=\"2020-01-01T00:00:00Z\"\n"
               "#EXT-X-MAP:URI=\"init\"\n"
               "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n"
               "#EXTINF:6,\ns10\n"
               "#EXT-X-DISCONTINUITY\n#EXTINF:6,\ns11\n"
               "#EXTINF:6,\ns12\n"
               "#EXTINF:6,\ns13\n");
}

MediaPlaylist update(std::string_view rest) {
  return media(std::string(head) + "#EXT-X-MEDIA-SEQUENCE:11\n" + std::string(rest));
}

TEST(DeltaUpdate, takes_the_skipped_segments_over) {
  MediaPlaylist list = update("#EXT-X-SKIP:SKIPPED-SEGMENTS=2\n#EXTINF:6,\ns13\n#EXTINF:6,\ns14\n");
  ASSERT_EQ(merge_delta_update(previous(), list), std::nullopt);
  ASSERT_EQ(list.segments.size(), 4U);
  for (std::uint64_t i = 0; i < 4; ++i) {
    EXPECT_EQ(list.segments[i].sequence, 11 + i);
    EXPECT_EQ(list.segments[i].uri, "s" + std::to_string(11 + i));
  }
  EXPECT_EQ(list.segments[0].line, 0U);
  EXPECT_EQ(list.segments[3].line, 9U);
}

TEST(DeltaUpdate, keeps_maps_and_keys_in_force) {
  MediaPlaylist list = update("#EXT-X-SKIP:SKIPPED-SEGMENTS=2\n#EXTINF:6,\ns13\n");
  ASSERT_EQ(merge_delta_update(previous(), list), std::nullopt);
  const Segment& last = list.segments.back();
  EXPECT_EQ(list.maps.at(last.map).uri, "init");
  ASSERT_EQ(last.keys.count, 1U);
  EXPECT_EQ(list.keys.at(last.keys.first).uri, "k");
}

TEST(DeltaUpdate, ends_a_key_that_it_ends) {
  MediaPlaylist list =
      update("#EXT-X-SKIP:SKIPPED-SEGMENTS=2\n#EXT-X-KEY:METHOD=NONE\n#EXTINF:6,\ns13\n");
  ASSERT_EQ(merge_delta_update(previous(), list), std::nullopt);
  EXPECT_EQ(list.segments.back().keys.count, 0U);
}

TEST(DeltaUpdate, counts_the_discontinuities_that_were_skipped) {
  MediaPlaylist list = update(
      "#EXT-X-SKIP:SKIPPED-SEGMENTS=2\n#EXTINF:6,\ns13\n#EXT-X-DISCONTINUITY\n#EXTINF:6,\ns14\n");
  ASSERT_EQ(merge_delta_update(previous(), list), std::nullopt);
  EXPECT_EQ(list.segments.at(0).discontinuity_sequence, 1U);
  EXPECT_EQ(list.segments.at(2).discontinuity_sequence, 1U);
  EXPECT_EQ(list.segments.at(3).discontinuity_sequence, 2U);
}

TEST(DeltaUpdate, keeps_date_ranges_that_were_not_removed) {
  MediaPlaylist list = update(
      "#EXT-X-SKIP:SKIPPED-SEGMENTS=2,RECENTLY-REMOVED-DATERANGES=\"old\"\n#EXTINF:6,\ns13\n"
      "#EXT-X-DATERANGE:ID=\"new\",START-DATE=\"2020-01-01T00:00:00Z\"\n");
  ASSERT_EQ(merge_delta_update(previous(), list), std::nullopt);
  ASSERT_EQ(list.date_ranges.size(), 2U);
  EXPECT_EQ(list.date_ranges[0].id, "kept");
  EXPECT_EQ(list.date_ranges[1].id, "new");
}

TEST(DeltaUpdate, of_updates_does_not_grow_its_keys) {
  MediaPlaylist list = previous();
  for (int i = 0; i < 50; ++i) {
    MediaPlaylist next = update("#EXT-X-SKIP:SKIPPED-SEGMENTS=2\n#EXTINF:6,\ns13\n");
    ASSERT_EQ(merge_delta_update(list, next), std::nullopt);
    list = std::move(next);
  }
  EXPECT_EQ(list.keys.size(), 1U);
  EXPECT_EQ(list.maps.size(), 1U);
}

TEST(DeltaUpdate, of_a_whole_playlist_is_itself) {
  MediaPlaylist list = update("#EXTINF:6,\ns11\n");
  EXPECT_EQ(merge_delta_update(previous(), list), std::nullopt);
  EXPECT_EQ(list.segments.size(), 1U);
}

TEST(DeltaUpdate, of_segments_that_nobody_has_cannot_be_merged) {
  MediaPlaylist list = update("#EXT-X-SKIP:SKIPPED-SEGMENTS=4\n#EXTINF:6,\ns15\n");
  EXPECT_EQ(merge_delta_update(previous(), list),
            "segments are skipped that the previous playlist does not have");
  EXPECT_EQ(list.segments.size(), 1U);
  EXPECT_EQ(list.segments[0].sequence, 15U);
}

TEST(DeltaUpdate, of_absurdly_many_segments_cannot_be_merged) {
  MediaPlaylist list = update("#EXT-X-SKIP:SKIPPED-SEGMENTS=18446744073709551615\n");
  EXPECT_NE(merge_delta_update(previous(), list), std::nullopt);
}

}  // namespace
}  // namespace media::m3u8
