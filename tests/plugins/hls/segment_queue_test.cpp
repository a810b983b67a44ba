#include "plugins/hls/segment_queue.hpp"

#include <gmock/gmock.h>

#include "media/m3u8/playlist.hpp"

namespace hls {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

media::m3u8::MediaPlaylist playlist(const std::string& body) {
  const auto read = media::m3u8::read_playlist("#EXTM3U\n#EXT-X-TARGETDURATION:4\n" + body);
  return *std::get<media::m3u8::Playlist>(read).media();
}

/// `count` segments of 4 s from a media sequence number on.
std::string segments(std::uint64_t first, int count) {
  std::string text = "#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first) + "\n";
  for (int i = 0; i < count; ++i) {
    text += "#EXTINF:4,\n" + std::to_string(first + static_cast<std::uint64_t>(i)) + ".ts\n";
  }
  return text;
}

std::vector<std::string> fetched(SegmentQueue& queue, const std::string& body) {
  const auto list = playlist(body);
  std::vector<std::string> uris;
  while (const auto item = queue.next(list)) {
    uris.push_back(item->uri);
    queue.advance(*item, true);
  }
  return uris;
}

TEST(SegmentQueue, begins_three_target_durations_before_the_end) {
  SegmentQueue queue(Segments::all);
  EXPECT_THAT(fetched(queue, segments(10, 6)), ElementsAre("13.ts", "14.ts", "15.ts"));
}

TEST(SegmentQueue, begins_a_finished_playlist_at_its_beginning) {
  SegmentQueue queue(Segments::all);
  EXPECT_THAT(fetched(queue, segments(0, 5) + "#EXT-X-ENDLIST\n"),
              ElementsAre("0.ts", "1.ts", "2.ts", "3.ts", "4.ts"));
}

TEST(SegmentQueue, goes_on_with_what_is_new) {
  SegmentQueue queue(Segments::all);
  fetched(queue, segments(10, 6));
  EXPECT_THAT(fetched(queue, segments(10, 6)), IsEmpty());
  EXPECT_THAT(fetched(queue, segments(12, 6)), ElementsAre("16.ts", "17.ts"));
}

TEST(SegmentQueue, goes_on_where_the_playlist_begins_when_it_was_left_behind) {
  SegmentQueue queue(Segments::all);
  fetched(queue, segments(10, 6));
  EXPECT_THAT(fetched(queue, segments(100, 2)), ElementsAre("100.ts", "101.ts"));
}

TEST(SegmentQueue, waits_for_an_edge_that_is_a_little_behind) {
  SegmentQueue queue(Segments::all);
  fetched(queue, segments(10, 6));
  EXPECT_THAT(fetched(queue, segments(8, 6)), IsEmpty());
  EXPECT_THAT(fetched(queue, segments(11, 6)), ElementsAre("16.ts"));
}

TEST(SegmentQueue, begins_anew_where_the_numbers_do) {
  SegmentQueue queue(Segments::all);
  fetched(queue, segments(1000, 6));
  const auto list = playlist(segments(0, 2));
  const auto item = queue.next(list);
  ASSERT_TRUE(item);
  EXPECT_EQ(item->uri, "0.ts");
  EXPECT_EQ(item->epoch, 1U);
}

TEST(SegmentQueue, passes_over_gaps) {
  SegmentQueue queue(Segments::all);
  EXPECT_THAT(fetched(queue, "#EXTINF:4,\na.ts\n#EXT-X-GAP\n#EXTINF:4,\nb.ts\n#EXTINF:4,\nc.ts\n"),
              ElementsAre("a.ts", "c.ts"));
}

TEST(SegmentQueue, takes_the_newest_alone_where_told_to) {
  SegmentQueue queue(Segments::latest);
  EXPECT_THAT(fetched(queue, segments(10, 6)), ElementsAre("15.ts"));
  EXPECT_THAT(fetched(queue, segments(13, 6)), ElementsAre("18.ts"));
}

const std::string parts =
    "#EXT-X-PART-INF:PART-TARGET=1\n#EXT-X-MEDIA-SEQUENCE:10\n#EXTINF:4,\n10.ts\n"
    "#EXT-X-PART:DURATION=1,URI=\"11.0.ts\"\n#EXT-X-PART:DURATION=1,URI=\"11.1.ts\"\n";

TEST(SegmentQueue, takes_parts_as_they_come) {
  SegmentQueue queue(Segments::all);
  EXPECT_THAT(fetched(queue, parts), ElementsAre("10.ts", "11.0.ts", "11.1.ts"));
  EXPECT_THAT(fetched(queue, parts + "#EXT-X-PART:DURATION=1,URI=\"11.2.ts\"\n"),
              ElementsAre("11.2.ts"));
  EXPECT_THAT(fetched(queue, parts + "#EXT-X-PART:DURATION=1,URI=\"11.2.ts\"\n"
                                     "#EXT-X-PART:DURATION=1,URI=\"11.3.ts\"\n"
                                     "#EXTINF:4,\n11.ts\n#EXT-X-PART:DURATION=1,URI=\"12.0.ts\"\n"),
              ElementsAre("11.3.ts", "12.0.ts"));
}

TEST(SegmentQueue, leaves_a_segment_whose_further_parts_are_not_listed) {
  SegmentQueue queue(Segments::all);
  fetched(queue, parts);
  EXPECT_THAT(fetched(queue,
                      "#EXT-X-MEDIA-SEQUENCE:10\n#EXTINF:4,\n10.ts\n#EXTINF:4,\n11.ts\n"
                      "#EXTINF:4,\n12.ts\n"),
              ElementsAre("12.ts"));
}

const std::string hint = "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"11.2.ts\"\n";

TEST(SegmentQueue, follows_a_hint_and_does_not_fetch_it_again) {
  SegmentQueue queue(Segments::all);
  EXPECT_THAT(fetched(queue, parts + hint), ElementsAre("10.ts", "11.0.ts", "11.1.ts", "11.2.ts"));
  EXPECT_THAT(fetched(queue, parts + "#EXT-X-PART:DURATION=1,URI=\"11.2.ts\"\n"
                                     "#EXT-X-PART:DURATION=1,URI=\"11.3.ts\"\n"),
              ElementsAre("11.3.ts"));
}

TEST(SegmentQueue, follows_a_hint_of_the_next_segment_s_first_part) {
  SegmentQueue queue(Segments::all);
  const std::string whole =
      "#EXT-X-PART-INF:PART-TARGET=1\n#EXT-X-MEDIA-SEQUENCE:10\n#EXTINF:4,\n10.ts\n";
  EXPECT_THAT(fetched(queue, whole + "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"11.0.ts\"\n"),
              ElementsAre("10.ts", "11.0.ts"));
  EXPECT_THAT(fetched(queue, whole + "#EXT-X-PART:DURATION=1,URI=\"11.0.ts\"\n"
                                     "#EXT-X-PART:DURATION=1,URI=\"11.1.ts\"\n#EXTINF:2,\n11.ts\n"),
              ElementsAre("11.1.ts"));
}

TEST(SegmentQueue, fetches_what_was_hinted_in_vain_once_it_is_listed) {
  SegmentQueue queue(Segments::all);
  fetched(queue, parts);
  const auto list = playlist(parts + hint);
  const auto item = queue.next(list);
  ASSERT_TRUE(item);
  EXPECT_TRUE(item->is_hinted);
  EXPECT_EQ(item->part, 2U);
  queue.advance(*item, false);
  EXPECT_FALSE(queue.next(list));
  EXPECT_THAT(fetched(queue, parts + "#EXT-X-PART:DURATION=1,URI=\"11.2.ts\"\n"),
              ElementsAre("11.2.ts"));
}

TEST(SegmentQueue, tells_what_a_segment_needs) {
  SegmentQueue queue(Segments::all);
  const auto list = playlist(
      "#EXT-X-DISCONTINUITY-SEQUENCE:7\n#EXT-X-MAP:URI=\"init.mp4\"\n"
      "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://x\",KEYFORMAT=\"com.apple\"\n"
      "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n"
      "#EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:05Z\n#EXTINF:4,\n#EXT-X-BYTERANGE:100@50\na."
      "m4s\n");
  const auto item = queue.next(list);
  ASSERT_TRUE(item);
  EXPECT_EQ(item->discontinuity_sequence, 7U);
  EXPECT_EQ(item->map.value().uri, "init.mp4");
  EXPECT_EQ(item->key.value().uri, "k");
  EXPECT_EQ(item->byte_range, (media::m3u8::ByteRange{100, 50}));
  EXPECT_EQ(item->duration, 4s);
  EXPECT_TRUE(item->program_date_time);
}

}  // namespace
}  // namespace hls
