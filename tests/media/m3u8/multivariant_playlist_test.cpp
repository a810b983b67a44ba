#include "media/m3u8/multivariant_playlist.hpp"

#include <array>

#include "tests/media/m3u8/read.hpp"

namespace media::m3u8 {
namespace {

using test::multivariant;
using test::problems;

constexpr std::string_view full =
    "#EXTM3U\n"
    "#EXT-X-VERSION:6\n"
    "#EXT-X-INDEPENDENT-SEGMENTS\n"
    "#EXT-X-CONTENT-STEERING:SERVER-URI=\"/steering?video=1\",PATHWAY-ID=\"CDN-A\"\n"
    "#EXT-X-SESSION-DATA:DATA-ID=\"com.example.title\",LANGUAGE=\"en\",VALUE=\"a, \n"
    "#EXT-X-SESSION-DATA:DATA-ID=\"com.example.title\",LANGUAGE=\"en\",VALUE=\"a, b\"\n"
    "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"aac\",NAME=\"English\",DEFAULT=YES,AUTOSELECT=YES,"
    "LANGUAGE=\"en\",CHANNELS=\"2\",URI=\"en.m3u8\"\n"
    "#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID=\"cc\",NAME=\"CC1\",INSTREAM-ID=\"CC1\"\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=2680000,AVERAGE-BANDWIDTH=2500000,RESOLUTION=1280x720,"
    "FRAME-RATE=29.970,CODECS=\"avc1.64001f,mp4a.40.2\",AUDIO=\"aac\",CLOSED-CAPTIONS=NONE,"
    "HDCP-LEVEL=NONE,VIDEO-RANGE=SDR\n"
    "720p.m3u8?token=abc\n"
    "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=100000,URI=\"iframes.m3u8\"\n";

TEST(MultivariantPlaylist, has_its_variants) {
  const auto list = multivariant(full);
  ASSERT_EQ(list.variants.size(), 1U);
  const Variant& variant = list.variants[0];
  EXPECT_EQ(variant.uri, "720p.m3u8?token=abc");
  EXPECT_EQ(variant.bandwidth, 2680000U);
  EXPECT_EQ(variant.average_bandwidth, 2500000U);
  EXPECT_EQ(variant.width, 1280U);
  EXPECT_EQ(variant.height, 720U);
  EXPECT_DOUBLE_EQ(variant.framerate, 29.97);
  EXPECT_EQ(variant.codecs, "avc1.64001f,mp4a.40.2");
  EXPECT_EQ(variant.audio, "aac");
  EXPECT_EQ(variant.closed_captions, "NONE");
  EXPECT_EQ(variant.line, 9U);
  EXPECT_EQ(variant.uri_line, 10U);
}

TEST(MultivariantPlaylist, has_its_renditions) {
  const auto list = multivariant(full);
  ASSERT_EQ(list.renditions.size(), 2U);
  EXPECT_EQ(list.renditions[0].type, Rendition::Type::audio);
  EXPECT_EQ(list.renditions[0].uri, "en.m3u8");
  EXPECT_TRUE(list.renditions[0].is_default);
  EXPECT_EQ(list.renditions[1].instream_id, "CC1");
}

TEST(MultivariantPlaylist, has_streams_of_key_frames) {
  EXPECT_EQ(multivariant(full).iframe_variants.at(0).uri, "iframes.m3u8");
}

TEST(MultivariantPlaylist, has_data_of_the_session_and_steering) {
  const auto list = multivariant(full);
  EXPECT_EQ(list.session_data.at(1).value, "a, b");
  ASSERT_TRUE(list.content_steering);
  EXPECT_EQ(list.content_steering->pathway_id, "CDN-A");
}

struct Broken {
  const char* name;
  const char* lines;
  const char* problems;
};

constexpr std::array broken{
    Broken{"no bandwidth", "#EXT-X-STREAM-INF:RESOLUTION=1x1\na\n",
           "2: RFC 8216 4.3.4.2: EXT-X-STREAM-INF: has no BANDWIDTH\n"},
    Broken{"a negative bandwidth", "#EXT-X-STREAM-INF:BANDWIDTH=-5\na\n",
           "2: RFC 8216 4.3.4.2: EXT-X-STREAM-INF: an attribute is no decimal integer below 2^64\n"
           "2: RFC 8216 4.3.4.2: EXT-X-STREAM-INF: has no BANDWIDTH\n"},
    Broken{"no URI", "#EXT-X-STREAM-INF:BANDWIDTH=5\n",
           "2: RFC 8216 4.3.4.2: an EXT-X-STREAM-INF is followed by no URI\n"
           "0: RFC 8216 4.3.4: there is no variant\n"},
    Broken{"no such resolution", "#EXT-X-STREAM-INF:BANDWIDTH=5,RESOLUTION=wide\na\n",
           "2: RFC 8216 4.3.4.2: EXT-X-STREAM-INF: an attribute is no resolution\n"},
    Broken{"no quotes", "#EXT-X-STREAM-INF:BANDWIDTH=5,CODECS=avc1\na\n",
           "2: RFC 8216 4.3.4.2: EXT-X-STREAM-INF: an attribute that is a quoted string has no "
           "quotes\n"},
    Broken{"no name", "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\"\n#EXT-X-STREAM-INF:BANDWIDTH=5\na\n",
           "2: RFC 8216 4.3.4.1: EXT-X-MEDIA: has no NAME\n"},
    Broken{"two of one name",
           "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"n\"\n"
           "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"b\",NAME=\"n\"\n"
           "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"n\"\n"
           "#EXT-X-STREAM-INF:BANDWIDTH=5\na\n",
           "4: RFC 8216 4.3.4.1: EXT-X-MEDIA: has the NAME of another rendition in its group\n"},
    Broken{"two defaults",
           "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"n\",DEFAULT=YES\n"
           "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"m\",DEFAULT=YES\n"
           "#EXT-X-STREAM-INF:BANDWIDTH=5\na\n",
           "3: RFC 8216 4.3.4.1: EXT-X-MEDIA: is the second DEFAULT of its group\n"},
};

TEST(MultivariantPlaylist, that_breaks_a_rule_says_where_and_which) {
  for (const Broken& row : broken) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(problems("#EXTM3U\n" + std::string(row.lines)), row.problems);
  }
}

TEST(MultivariantPlaylist, takes_only_so_many_variants) {
  std::string text = "#EXTM3U\n";
  for (int i = 0; i < 10000; ++i) text += "#EXT-X-STREAM-INF:BANDWIDTH=5\na\n";
  EXPECT_EQ(multivariant(text).variants.size(), max_variants);
  EXPECT_EQ(test::read(text).problems.count(), 1U);
}

}  // namespace
}  // namespace media::m3u8
