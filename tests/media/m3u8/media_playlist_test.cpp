#include "media/m3u8/media_playlist.hpp"

#include <array>

#include "tests/media/m3u8/read.hpp"

namespace media::m3u8 {
namespace {

using namespace std::chrono_literals;
using test::media;
using test::problems;

std::string with(std::string_view lines) {
  return "#EXTM3U\n#EXT-X-VERSION:10\n#EXT-X-TARGETDURATION:6\n" + std::string(lines);
}

TEST(MediaPlaylist, numbers_its_segments_and_knows_their_lines) {
  const auto list =
      media(with("#EXT-X-MEDIA-SEQUENCE:4294967296\n#EXTINF:6,\na\n#EXTINF:5.5,x\nb\n"));
  ASSERT_EQ(list.segments.size(), 2U);
  EXPECT_EQ(list.segments[0].sequence, 4294967296U);
  EXPECT_EQ(list.segments[1].sequence, 4294967297U);
  EXPECT_EQ(list.segments[1].duration, 5500ms);
  EXPECT_EQ(list.segments[1].duration_line, 7U);
  EXPECT_EQ(list.segments[1].line, 8U);
  EXPECT_EQ(list.next_sequence(), 4294967298U);
}

TEST(MediaPlaylist, finds_the_segments_that_it_lists_by_their_numbers) {
  const auto list = media(with("#EXT-X-MEDIA-SEQUENCE:7\n#EXTINF:6,\na\n#EXTINF:5.5,x\nb\n"));
  ASSERT_NE(list.find(8), nullptr);
  EXPECT_EQ(list.find(8)->uri, "b");
  EXPECT_EQ(list.find(6), nullptr);
  EXPECT_EQ(list.find(9), nullptr);
  EXPECT_EQ(media(with("")).find(0), nullptr);
}

TEST(MediaPlaylist, lasts_as_long_as_its_segments) {
  EXPECT_EQ(media(with("#EXTINF:6,\na\n#EXTINF:5.5,x\nb\n")).duration(), 11500ms);
  EXPECT_EQ(media(with("")).duration(), 0s);
}

TEST(MediaPlaylist, takes_the_highest_sequence_number) {
  const auto text = with("#EXT-X-MEDIA-SEQUENCE:18446744073709551615\n");
  EXPECT_EQ(media(text).media_sequence, UINT64_MAX);
  EXPECT_EQ(problems(text), "");
}

TEST(MediaPlaylist, tells_its_kind) {
  EXPECT_EQ(media(with("")).type, MediaPlaylist::Type::live);
  EXPECT_EQ(media(with("#EXT-X-PLAYLIST-TYPE:EVENT\n")).type, MediaPlaylist::Type::event);
  EXPECT_TRUE(media(with("#EXT-X-PLAYLIST-TYPE:VOD\n")).is_finished());
  EXPECT_TRUE(media(with("#EXT-X-ENDLIST\n")).is_finished());
  EXPECT_FALSE(media(with("")).is_finished());
}

TEST(MediaPlaylist, counts_discontinuities_on_from_its_tag) {
  const auto list = media(
      with("#EXT-X-DISCONTINUITY-SEQUENCE:5\n#EXTINF:6,\na\n#EXT-X-DISCONTINUITY\n#EXTINF:6,\nb\n"
           "#EXTINF:6,\nc\n"));
  EXPECT_EQ(list.segments.at(0).discontinuity_sequence, 5U);
  EXPECT_EQ(list.segments.at(1).discontinuity_sequence, 6U);
  EXPECT_TRUE(list.segments.at(1).has_discontinuity);
  EXPECT_EQ(list.segments.at(2).discontinuity_sequence, 6U);
  EXPECT_FALSE(list.segments.at(2).has_discontinuity);
}

TEST(MediaPlaylist, places_byte_ranges_one_behind_the_other) {
  const auto list =
      media(with("#EXTINF:6,\n#EXT-X-BYTERANGE:100@20\na\n#EXTINF:6,\n"
                 "#EXT-X-BYTERANGE:50\na\n"));
  EXPECT_EQ(list.segments.at(0).byte_range, (ByteRange{100, 20}));
  EXPECT_EQ(list.segments.at(1).byte_range, (ByteRange{50, 120}));
}

TEST(MediaPlaylist, has_its_times_where_they_are_written) {
  const auto list =
      media(with("#EXT-X-PROGRAM-DATE-TIME:2010-02-19T14:54:23.031+08:00\n"
                 "#EXTINF:6,\na\n#EXTINF:6,\nb\n"));
  EXPECT_EQ(list.segments.at(0).program_date_time, 1266562463031ms);
  EXPECT_EQ(list.segments.at(0).date_time_line, 4U);
  EXPECT_EQ(list.segments.at(1).program_date_time, std::nullopt);
}

TEST(MediaPlaylist, knows_the_key_of_each_segment) {
  const auto list = media(with(
      "#EXT-X-KEY:METHOD=AES-128,URI=\"k1\",IV=0x000102030405060708090a0b0c0d0e0f\n#EXTINF:6,\na\n"
      "#EXTINF:6,\nb\n#EXT-X-KEY:METHOD=AES-128,URI=\"k2\"\n#EXTINF:6,\nc\n"
      "#EXT-X-KEY:METHOD=NONE\n#EXTINF:6,\nd\n"));
  const auto uri_of = [&](std::size_t i) {
    const Range& keys = list.segments.at(i).keys;
    return keys.count == 0 ? "" : list.keys.at(keys.first).uri;
  };
  EXPECT_EQ(uri_of(0), "k1");
  EXPECT_EQ(uri_of(1), "k1");
  EXPECT_EQ(uri_of(2), "k2");
  EXPECT_EQ(uri_of(3), "");
  ASSERT_TRUE(list.keys[0].iv);
  EXPECT_EQ(list.keys[0].iv->at(15), std::byte{0x0F});
}

TEST(MediaPlaylist, keeps_keys_of_several_formats_together) {
  const auto list = media(
      with("#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"a\",KEYFORMAT=\"com.apple.streamingkeydelivery\"\n"
           "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"b\",KEYFORMAT=\"urn:uuid:x\"\n#EXTINF:6,\na\n"
           "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"c\",KEYFORMAT=\"urn:uuid:x\"\n#EXTINF:6,\nb\n"));
  EXPECT_EQ(list.segments.at(0).keys.count, 2U);
  const Range second = list.segments.at(1).keys;
  ASSERT_EQ(second.count, 2U);
  EXPECT_EQ(list.keys.at(second.first).uri, "a");
  EXPECT_EQ(list.keys.at(second.first + 1).uri, "c");
  EXPECT_EQ(list.keys.at(list.segments.at(0).keys.first + 1).uri, "b");
}

TEST(MediaPlaylist, knows_the_map_of_each_segment) {
  const auto list =
      media(with("#EXTINF:6,\na\n#EXT-X-MAP:URI=\"i\",BYTERANGE=\"800@16\"\n"
                 "#EXTINF:6,\nb\n"));
  EXPECT_EQ(list.segments.at(0).map, Segment::no_map);
  EXPECT_EQ(list.maps.at(list.segments.at(1).map).byte_range, (ByteRange{800, 16}));
}

constexpr std::string_view low_latency =
    "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.0,CAN-SKIP-UNTIL=36.0\n"
    "#EXT-X-PART-INF:PART-TARGET=0.33334\n"
    "#EXT-X-MEDIA-SEQUENCE:266\n"
    "#EXT-X-PART:DURATION=2.0,URI=\"266.0.mp4\",INDEPENDENT=YES\n"
    "#EXT-X-PART:DURATION=2.0,URI=\"266.1.mp4\",GAP=YES\n"
    "#EXTINF:4.0,\n"
    "266.mp4\n"
    "#EXT-X-PART:DURATION=0.33334,URI=\"267.0.mp4\",BYTERANGE=\"100@0\"\n"
    "#EXT-X-PART:DURATION=0.33334,URI=\"267.0.mp4\",BYTERANGE=\"60\"\n"
    "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"267.0.mp4\",BYTERANGE-START=160\n"
    "#EXT-X-RENDITION-REPORT:URI=\"../low.m3u8\",LAST-MSN=267,LAST-PART=1\n";

TEST(MediaPlaylist, has_parts_of_its_segments_and_of_the_next_one) {
  const auto list = media(with(low_latency));
  EXPECT_EQ(problems(with(low_latency)), "");
  EXPECT_EQ(list.segments.at(0).parts.count, 2U);
  EXPECT_TRUE(list.parts.at(0).is_independent);
  EXPECT_TRUE(list.parts.at(1).is_gap);
  ASSERT_EQ(list.trailing_parts.count, 2U);
  const Part& last = list.parts.at(list.trailing_parts.first + 1);
  EXPECT_EQ(last.sequence, 267U);
  EXPECT_EQ(last.byte_range, (ByteRange{60, 100}));
  EXPECT_EQ(last.duration, 333340us);
}

TEST(MediaPlaylist, says_what_its_server_can_do) {
  const auto list = media(with(low_latency));
  ASSERT_TRUE(list.server_control);
  EXPECT_TRUE(list.server_control->can_block_reload);
  EXPECT_EQ(list.server_control->part_hold_back, 1s);
  EXPECT_EQ(list.server_control->hold_back, std::nullopt);
  EXPECT_EQ(list.server_control->can_skip_until, 36s);
  EXPECT_EQ(list.part_target, 333340us);
}

TEST(MediaPlaylist, hints_and_reports) {
  const auto list = media(with(low_latency));
  EXPECT_EQ(list.preload_hints.at(0).type, PreloadHint::Type::part);
  EXPECT_EQ(list.preload_hints.at(0).byte_range_start, 160U);
  EXPECT_EQ(list.preload_hints.at(0).byte_range_length, std::nullopt);
  EXPECT_EQ(list.rendition_reports.at(0).last_media_sequence, 267U);
  EXPECT_EQ(list.rendition_reports.at(0).last_part, 1U);
}

TEST(MediaPlaylist, has_date_ranges_with_their_splices) {
  const auto list = media(
      with("#EXT-X-DATERANGE:ID=\"splice-1\",CLASS=\"ads\",START-DATE=\"2014-03-05T11:15:00Z\","
           "PLANNED-DURATION=59.993,X-COM-EXAMPLE=\"1\",SCTE35-OUT=0xFC002F\n"));
  const DateRange& range = list.date_ranges.at(0);
  EXPECT_EQ(range.id, "splice-1");
  EXPECT_EQ(range.planned_duration, 59993ms);
  EXPECT_EQ(range.scte35_out, "0xFC002F");
  EXPECT_EQ(range.client_attributes, 1U);
  EXPECT_EQ(range.start_date, 1394018100s);
}

TEST(MediaPlaylist, has_gaps_and_bit_rates) {
  const auto list = media(with("#EXT-X-BITRATE:1200\n#EXT-X-GAP\n#EXTINF:6,\na\n#EXTINF:6,\nb\n"));
  EXPECT_TRUE(list.segments.at(0).is_gap);
  EXPECT_FALSE(list.segments.at(1).is_gap);
  EXPECT_EQ(list.segments.at(1).bitrate_kbps, 1200U);
}

struct Broken {
  const char* name;
  const char* lines;
  const char* problems;
};

constexpr std::array broken{
    Broken{"a negative duration", "#EXTINF:-1,\na\n",
           "4: RFC 8216 4.3.2.1: an EXTINF has no duration in seconds\n"},
    Broken{"a duration of ages", "#EXTINF:99999999999999999999,\na\n",
           "4: RFC 8216 4.3.2.1: an EXTINF has no duration in seconds\n"},
    Broken{"no EXTINF", "a\n", "4: RFC 8216 4.3.2.1: a segment has no EXTINF\n"},
    Broken{"no URI", "#EXTINF:6,\n", "4: RFC 8216 4.3.2.1: an EXTINF is followed by no URI\n"},
    Broken{"a negative number", "#EXT-X-MEDIA-SEQUENCE:-1\n",
           "4: RFC 8216 4.3.3.2: EXT-X-MEDIA-SEQUENCE is no decimal integer below 2^64\n"},
    Broken{"a huge number", "#EXT-X-MEDIA-SEQUENCE:18446744073709551616\n",
           "4: RFC 8216 4.3.3.2: EXT-X-MEDIA-SEQUENCE is no decimal integer below 2^64\n"},
    Broken{"a number too late", "#EXTINF:6,\na\n#EXT-X-MEDIA-SEQUENCE:1\n",
           "6: RFC 8216 4.3.3.2: EXT-X-MEDIA-SEQUENCE stands behind the first segment\n"},
    Broken{"a discontinuity number too late",
           "#EXT-X-DISCONTINUITY\n#EXT-X-DISCONTINUITY-SEQUENCE:1\n#EXTINF:6,\na\n",
           "5: RFC 8216 4.3.3.3: EXT-X-DISCONTINUITY-SEQUENCE stands behind a discontinuity\n"},
    Broken{
        "no date", "#EXT-X-PROGRAM-DATE-TIME:2010-02-30T00:00:00Z\n#EXTINF:6,\na\n",
        "4: RFC 8216 4.3.2.6: an EXT-X-PROGRAM-DATE-TIME is not a date with a time (ISO 8601)\n"},
    Broken{"a range of nothing before", "#EXTINF:6,\n#EXT-X-BYTERANGE:5\na\n",
           "6: RFC 8216 4.3.2.2: an EXT-X-BYTERANGE without offset follows no other\n"},
    Broken{"a key without URI", "#EXT-X-KEY:METHOD=AES-128\n",
           "4: RFC 8216 4.3.2.4: EXT-X-KEY: has no URI\n"},
    Broken{"no PART-INF", "#EXT-X-PART:DURATION=1,URI=\"p\"\n",
           "0: rfc8216bis 4.4.3.7: there are parts and no EXT-X-PART-INF\n"},
    Broken{"a date range and no date",
           "#EXT-X-DATERANGE:ID=\"1\",START-DATE=\"2020-01-01T00:00:00Z\"\n#EXTINF:6,\na\n",
           "4: RFC 8216 4.3.2.7: there is an EXT-X-DATERANGE and no EXT-X-PROGRAM-DATE-TIME\n"},
    Broken{"no such type", "#EXT-X-PLAYLIST-TYPE:LIVE\n",
           "4: RFC 8216 4.3.3.5: the playlist type is neither EVENT nor VOD\n"},
    Broken{"the numbers run out", "#EXT-X-MEDIA-SEQUENCE:18446744073709551615\n#EXTINF:6,\na\n",
           "0: RFC 8216 4.3.3.2: the last segment has no media sequence number left\n"},
};

TEST(MediaPlaylist, that_breaks_a_rule_says_where_and_which) {
  for (const Broken& row : broken) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(problems(with(row.lines)), row.problems);
  }
}

TEST(MediaPlaylist, without_a_target_duration_has_a_problem) {
  EXPECT_EQ(problems("#EXTM3U\n#EXTINF:6,\na\n"),
            "0: RFC 8216 4.3.3.1: there is no EXT-X-TARGETDURATION\n");
}

}  // namespace
}  // namespace media::m3u8
