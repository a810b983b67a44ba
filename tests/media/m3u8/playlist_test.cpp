#include "media/m3u8/playlist.hpp"

#include <array>

#include "tests/media/m3u8/read.hpp"

namespace media::m3u8 {
namespace {

using test::media;
using test::problems;
using test::read;

constexpr std::string_view live =
    "#EXTM3U\n"
    "#EXT-X-VERSION:3\n"
    "#EXT-X-TARGETDURATION:6\n"
    "#EXT-X-MEDIA-SEQUENCE:7\n"
    "#EXTINF:6.000,\n"
    "a.ts\n"
    "#EXTINF:5.96,\n"
    "b.ts\n";

Error refusal(std::string_view text) {
  auto result = read_playlist(text);
  if (const auto* error = std::get_if<Error>(&result)) return *error;
  ADD_FAILURE() << "was taken";
  return {};
}

std::string with_line_ends(std::string_view end) {
  std::string text;
  for (const char c : live) {
    if (c == '\n') {
      text += end;
    } else {
      text += c;
    }
  }
  return text;
}

TEST(Playlist, that_keeps_to_the_rules_has_no_problem) { EXPECT_EQ(problems(live), ""); }

TEST(Playlist, tells_its_version) {
  EXPECT_EQ(read(live).version, 3U);
  EXPECT_EQ(read(live).version_line, 2U);
}

TEST(Playlist, of_carriage_returns_is_read_the_same) {
  const std::string text = with_line_ends("\r\n");
  EXPECT_EQ(problems(text), "");
  EXPECT_EQ(media(text).segments.at(1).uri, "b.ts");
}

TEST(Playlist, is_read_without_the_end_of_its_last_line) {
  EXPECT_EQ(media(live.substr(0, live.size() - 1)).segments.at(1).uri, "b.ts");
}

TEST(Playlist, with_a_byte_order_mark_is_read_and_has_a_problem) {
  const std::string text = "\xEF\xBB\xBF" + std::string(live);
  EXPECT_EQ(media(text).segments.size(), 2U);
  EXPECT_EQ(problems(text), "1: RFC 8216 4: the text begins with a byte order mark\n");
}

TEST(Playlist, has_comments_and_empty_lines_anywhere) {
  const std::string text = std::string(live) + "\n# EXTINF is no tag here\n#EXTRAORDINARY\n\n";
  EXPECT_EQ(problems(text), "");
}

TEST(Playlist, keeps_the_names_of_unknown_tags) {
  const Playlist playlist = read(std::string(live) + "#EXT-X-CUE-OUT:30\n#EXT-OATCLS-SCTE35:/D\n");
  ASSERT_EQ(playlist.unknown_tags.size(), 2U);
  EXPECT_EQ(playlist.unknown_tags[0].name, "EXT-X-CUE-OUT");
  EXPECT_EQ(playlist.unknown_tags[0].line, 9U);
  EXPECT_EQ(playlist.problems.count(), 0U);
}

TEST(Playlist, counts_more_unknown_tags_than_it_keeps) {
  std::string text(live);
  for (int i = 0; i < 1000; ++i) text += "#EXT-X-WHAT\n";
  const Playlist playlist = read(text);
  EXPECT_EQ(playlist.unknown_tag_count, 1000U);
  EXPECT_EQ(playlist.unknown_tags.size(), 16U);
}

TEST(Playlist, has_a_start) {
  const Playlist playlist =
      read(std::string(live) + "#EXT-X-START:TIME-OFFSET=-12.5,PRECISE=YES\n");
  ASSERT_TRUE(playlist.start);
  EXPECT_EQ(playlist.start->time_offset, std::chrono::milliseconds(-12500));
  EXPECT_TRUE(playlist.start->is_precise);
}

TEST(Playlist, keeps_the_first_problems_and_counts_the_others) {
  std::string text = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n";
  for (int i = 0; i < 100; ++i) text += "#EXTINF:1\na\n";
  const Playlist playlist = read(text);
  EXPECT_EQ(playlist.problems.count(), 100U);
  EXPECT_EQ(playlist.problems.kept().size(), Problems::most_kept);
}

struct Refusal {
  const char* name;
  std::string text;
  const char* sentence;
};

TEST(Playlist, is_not_what_something_else_is) {
  const std::array rows{
      Refusal{"nothing", "", "the text is empty"},
      Refusal{"blank", " \r\n\n", "the text is empty"},
      Refusal{"html", "\n<!DOCTYPE html><html>#EXTM3U</html>", "the text is markup (HTML, XML)"},
      Refusal{"binary", std::string("#EXTM3U\n\0\x47", 10), "the text is binary"},
      Refusal{"prose", "Not Found\nnothing here\n", "the text has no #EXTM3U"},
      Refusal{"json", "{\"error\": 404}", "the text has no #EXTM3U"},
  };
  for (const Refusal& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(refusal(row.text).sentence, row.sentence);
    EXPECT_EQ(refusal(row.text).kind, Error::Kind::no_playlist);
  }
}

TEST(Playlist, of_more_than_four_mebibytes_is_too_large) {
  std::string text(live);
  text.resize(max_bytes + 1, '\n');
  EXPECT_EQ(refusal(text).kind, Error::Kind::too_large);
}

TEST(Playlist, of_too_many_segments_is_too_large) {
  std::string text(live);
  for (std::size_t i = 0; i < max_segments; ++i) text += "#EXTINF:1,\na\n";
  EXPECT_EQ(refusal(text).kind, Error::Kind::too_large);
}

struct Broken {
  const char* name;
  const char* text;
  const char* problems;
};

constexpr std::array broken_playlists{
    Broken{"no EXTM3U", "#EXT-X-TARGETDURATION:6\n", "0: RFC 8216 4.3.1.1: there is no EXTM3U\n"},
    Broken{"EXTM3U behind a comment", "# hello\n#EXTM3U\n#EXT-X-TARGETDURATION:6\n",
           "2: RFC 8216 4.3.1.1: EXTM3U is not in the first line\n"},
    Broken{"a tag twice", "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-TARGETDURATION:6\n",
           "3: RFC 8216 4.3.3.1: EXT-X-TARGETDURATION is there twice\n"},
    Broken{"no version of a fraction", "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:5.9,\na\n",
           "3: RFC 8216 7: the version is 1, and this needs version 3\n"},
    Broken{"no such version", "#EXTM3U\n#EXT-X-VERSION:x\n#EXT-X-TARGETDURATION:6\n",
           "2: RFC 8216 4.3.1.2: the version is not a positive integer\n"},
    Broken{"both kinds", "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-STREAM-INF:BANDWIDTH=1\n",
           "3: RFC 8216 4.1: tags of media and of multivariant playlists are mixed\n"},
    Broken{"a broken attribute list",
           "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-START:TIME-OFFSET=1,=\n",
           "3: RFC 8216 4.2: has a broken attribute list\n"},
    Broken{"an attribute twice",
           "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-START:TIME-OFFSET=1,TIME-OFFSET=1\n",
           "3: RFC 8216 4.2: has an attribute twice\n"},
    Broken{"a variable of nothing",
           "#EXTM3U\n#EXT-X-VERSION:8\n#EXT-X-TARGETDURATION:6\n#EXTINF:5,\n{$a}.ts\n",
           "5: rfc8216bis 4.3: refers to a variable that is not defined\n"},
};

TEST(Playlist, that_breaks_a_rule_says_where_and_which) {
  for (const Broken& row : broken_playlists) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(problems(row.text), row.problems);
  }
}

constexpr std::string_view with_variables =
    "#EXTM3U\n"
    "#EXT-X-VERSION:11\n"
    "#EXT-X-DEFINE:NAME=\"path\",VALUE=\"cdn/7\"\n"
    "#EXT-X-DEFINE:IMPORT=\"auth\"\n"
    "#EXT-X-DEFINE:QUERYPARAM=\"token\"\n"
    "#EXT-X-TARGETDURATION:6\n"
    "#EXT-X-MAP:URI=\"{$path}/init.mp4\"\n"
    "#EXTINF:6,\n"
    "{$path}/a.m4s?{$auth}&t={$token}&{$\n";

TEST(Playlist, puts_the_values_of_variables_in) {
  const std::array imported{Variable{"auth", "u=1"}};
  const Playlist playlist =
      read(with_variables, {imported, "https://example.com/v.m3u8?a=1&token=x%2Fy#top"});
  EXPECT_EQ(playlist.problems.count(), 0U);
  EXPECT_EQ(playlist.media()->segments.at(0).uri, "cdn/7/a.m4s?u=1&t=x/y&{$");
  EXPECT_EQ(playlist.media()->maps.at(0).uri, "cdn/7/init.mp4");
}

TEST(Playlist, cannot_import_what_is_not_defined) {
  EXPECT_EQ(read(with_variables).problems.count(), 3U);
}

TEST(Playlist, of_old_versions_may_have_braces_in_its_uris) {
  EXPECT_EQ(media("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n{$a}.ts\n").segments.at(0).uri,
            "{$a}.ts");
}

}  // namespace
}  // namespace media::m3u8
