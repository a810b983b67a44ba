#include "media/webvtt/reader.hpp"

#include <gtest/gtest.h>

namespace media::webvtt {
namespace {

using namespace std::chrono_literals;

struct Row {
  const char* name;
  std::string text;
  bool is_webvtt;
  std::uint32_t cues;
  std::chrono::nanoseconds begin;  // 0 where there are no cues
  std::chrono::nanoseconds end;
};

const std::string mapped = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n";

const Row rows[] = {
    {"cues", "WEBVTT\n\n1\n00:01.000 --> 00:02.500\nHello\n\n00:02.500 --> 00:04.000\nyou\n", true,
     2, 1s, 4s},
    {"cues_with_settings", "WEBVTT\n\n00:00:01.000 --> 00:00:02.500 align:start line:0\nHello\n",
     true, 1, 1s, 2500ms},
    {"a_map", mapped + "00:01.000 --> 00:02.000\nHello\n", true, 1, 11s, 12s},
    {"a_map_of_a_later_local_time",
     "WEBVTT\r\nX-TIMESTAMP-MAP=LOCAL:01:00:00.000,MPEGTS:900000\r\n\r\n"
     "01:00:01.000 --> 01:00:02.000\r\nHello\r\n",
     true, 1, 11s, 12s},
    {"cues_in_any_order", "WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb\n",
     true, 2, 1s, 6s},
    {"silence", mapped, true, 0, 0s, 0s},
    {"a_header_alone", "WEBVTT", true, 0, 0s, 0s},
    {"a_cue_right_behind_the_header", "WEBVTT\n00:01.000 --> 00:02.000\nHello", true, 1, 1s, 2s},
    {"a_last_line_without_end", "WEBVTT\n\n00:01.000 --> 00:02.000", true, 1, 1s, 2s},
    {"cues_that_lead_back", "WEBVTT\n\n00:02.000 --> 00:01.000\na\n\n00:02.000 --> 00:02.000\nb\n",
     true, 0, 0s, 0s},
    {"times_that_are_none", "WEBVTT\n\n-->\n\n1 --> 2\n\n00:01.000 -->\n", true, 0, 0s, 0s},
    {"a_long_line", "WEBVTT\n\nNOTE " + std::string(100'000, 'x') + "\n\n00:01.000 --> 00:02.000\n",
     true, 1, 1s, 2s},
    {"an_endless_header", "WEBVTT\n" + std::string(20'000, 'x'), true, 0, 0s, 0s},
    {"html", "<html>\n00:01.000 --> 00:02.000\n", false, 1, 1s, 2s},
    {"another_word", "WEBVTTX\n\n", false, 0, 0s, 0s},
    {"nothing", "", false, 0, 0s, 0s},
};

class WebVttReader : public testing::TestWithParam<Row> {};

TEST_P(WebVttReader, reads_it_however_it_comes) {
  const Row& row = GetParam();
  const auto bytes = std::as_bytes(std::span(row.text));
  const std::size_t step = std::max<std::size_t>(1, bytes.size() / 200);
  for (std::size_t split = 0; split <= bytes.size(); split += step) {
    Reader reader;
    reader.push(bytes.first(split));
    reader.push(bytes.subspan(split));
    reader.end();
    ASSERT_EQ(reader.is_webvtt(), row.is_webvtt) << split;
    ASSERT_EQ(reader.cues(), row.cues) << split;
    ASSERT_EQ(reader.begin_time().value_or(0s), row.begin) << split;
    ASSERT_EQ(reader.end_time().value_or(0s), row.end) << split;
  }
}

INSTANTIATE_TEST_SUITE_P(Texts, WebVttReader, testing::ValuesIn(rows),
                         [](const auto& row) { return row.param.name; });

TEST(WebVttReader, forgets_the_segment_before) {
  Reader reader;
  const std::string text = mapped + "00:01.000 --> 00:02.000\n";
  reader.push(std::as_bytes(std::span(text)));
  reader.end();
  ASSERT_EQ(reader.begin_time(), 11s);
  reader.reset();
  EXPECT_FALSE(reader.is_webvtt());
  EXPECT_EQ(reader.begin_time(), std::nullopt);
  const std::string unmapped = "WEBVTT\n\n00:03.000 --> 00:04.000\n";
  reader.push(std::as_bytes(std::span(unmapped)));
  reader.end();
  EXPECT_EQ(reader.begin_time(), 3s);
}

}  // namespace
}  // namespace media::webvtt
