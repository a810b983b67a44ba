#include "plugins/hls/probe.hpp"

#include <gmock/gmock.h>
#include <openssl/evp.h>

#include "tests/plugins/hls/packed_audio_bytes.hpp"
#include "tests/plugins/hls/site.hpp"

namespace hls {
namespace {

using namespace std::chrono_literals;
using test::audio_segment;
using test::Site;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using vex::Reason;

const std::string head = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n";
const std::string finished = head + "#EXTINF:1.92,\na.aac\n#EXTINF:1.92,\nb.aac\n#EXT-X-ENDLIST\n";

std::string live(std::uint64_t first, std::initializer_list<const char*> names) {
  std::string text = head + "#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first) + "\n";
  for (const char* name : names) text += std::string("#EXTINF:1.92,\n") + name + "\n";
  return text;
}

TEST(HlsProbe, comes_to_the_end_of_a_finished_stream) {
  Site site;
  site.file("live.m3u8", finished);
  // 90 frames are 1.92 s, which are 172800 ticks.
  site.file("a.aac", audio_segment(0, 90)).file("b.aac", audio_segment(172'800, 90));
  EXPECT_EQ(site.run().status, VEX_OK);
  ASSERT_THAT(site.told<vex::Format>(), SizeIs(1));
  const vex::Format format = site.told<vex::Format>()[0];
  EXPECT_EQ(format.protocol, "hls");
  EXPECT_EQ(format.container, "packed-audio");
  EXPECT_EQ(format.live, vex::Known::no);
  EXPECT_EQ(format.segment_duration, 0s);
  ASSERT_THAT(site.told<vex::Packet>(), SizeIs(180));
  EXPECT_EQ(site.told<vex::Packet>()[90].dts, 1920ms);
}

class Live : public testing::Test {
 protected:
  Live() {
    site.file("a.aac", audio_segment(0, 90)).file("b.aac", audio_segment(172'800, 90));
    site.file("c.aac", audio_segment(345'600, 90));
  }

  Site site;
};

TEST_F(Live, tells_of_every_fetch) {
  site.playlists({live(7, {"a.aac"}), live(7, {"a.aac", "b.aac"})});
  EXPECT_EQ(site.run().status, VEX_E_CANCELLED);

  const auto playlists = site.told<vex::Playlist>();
  ASSERT_THAT(playlists, SizeIs(2));
  EXPECT_EQ(playlists[0].rendition, 1U);
  EXPECT_EQ(playlists[0].name, "v0");
  EXPECT_EQ(playlists[0].kind, vex::Playlist::media);
  EXPECT_EQ(playlists[0].http_status, 200U);
  EXPECT_EQ(playlists[0].text.size(), live(7, {"a.aac"}).size());

  const auto segments = site.told<vex::Segment>();
  ASSERT_THAT(segments, SizeIs(2));
  EXPECT_EQ(segments[1].kind, vex::Segment::whole_segment);
  EXPECT_EQ(segments[1].media_sequence, 8U);
  EXPECT_EQ(segments[1].uri, "b.aac");
  EXPECT_EQ(segments[1].bytes, audio_segment(172'800, 90).size());
  EXPECT_EQ(segments[1].promised, 1920ms);
  EXPECT_EQ(segments[1].begin_dts, 1920ms);
  EXPECT_NEAR(vex::seconds(segments[1].end_dts.value()), 3.84, 1e-6);
  EXPECT_EQ(segments[1].frames, 90U);
  EXPECT_EQ(segments[1].codecs, "mp4a.40.2");
  EXPECT_EQ(segments[1].encryption, vex::Segment::none);
}

TEST_F(Live, says_how_long_its_segments_are) {
  site.playlists({live(7, {"a.aac"})});
  site.run();
  const auto formats = site.told<vex::Format>();
  ASSERT_THAT(formats, SizeIs(1));
  EXPECT_EQ(formats[0].live, vex::Known::yes);
  EXPECT_EQ(formats[0].segment_duration, 2s);
}

TEST_F(Live, waits_a_target_duration_and_half_of_it_where_nothing_has_changed) {
  const std::string same = live(7, {"a.aac"});
  site.playlists({same, same, live(7, {"a.aac", "b.aac"})});
  site.run();
  const auto playlists = site.told<vex::Playlist>();
  ASSERT_THAT(playlists, SizeIs(3));
  EXPECT_EQ(playlists[1].requested - playlists[0].requested, 2s);
  EXPECT_TRUE(playlists[1].unchanged);
  EXPECT_EQ(playlists[1].text.size(), 0U);
  EXPECT_EQ(playlists[2].requested - playlists[1].requested, 1s);
  EXPECT_FALSE(playlists[2].unchanged);
}

TEST_F(Live, asks_whether_a_playlist_has_changed) {
  int asked_before = 0;
  site.at("live.m3u8", [&](const vex::test::Request& asked, vex::test::Peer& peer) {
    if (asked_before++ == 0) {
      peer.answers(200, {{"ETag", "\"v1\""}, {"Age", "3"}}).sends(live(7, {"a.aac"})).ends();
    } else if (asked_before == 2) {
      EXPECT_EQ(asked.header("If-None-Match"), "\"v1\"");
      peer.answers(304).ends();
    } else {
      peer.is_cancelled();
    }
  });
  site.run();
  const auto playlists = site.told<vex::Playlist>();
  ASSERT_THAT(playlists, SizeIs(2));
  EXPECT_EQ(playlists[0].age_seconds, 3);
  EXPECT_TRUE(playlists[1].unchanged);
  EXPECT_EQ(playlists[1].http_status, 304U);
}

TEST_F(Live, shows_no_value_of_a_query) {
  site.playlists({live(7, {"a.aac?token=secret"})});
  site.run();
  EXPECT_EQ(site.told<vex::Segment>().at(0).uri, "a.aac?token=***");
  EXPECT_EQ(site.requests[1].url, "a.aac?token=secret");
}

TEST_F(Live, goes_on_behind_a_discontinuity_without_a_jump) {
  site.file("b.aac", audio_segment(90'000'000, 90));  // 1000 s
  site.playlists({head + "#EXTINF:1.92,\na.aac\n#EXT-X-DISCONTINUITY\n#EXTINF:1.92,\nb.aac\n"});
  site.run();
  const auto packets = site.told<vex::Packet>();
  ASSERT_THAT(packets, SizeIs(180));
  EXPECT_NEAR(vex::seconds(packets[90].dts), 1.92, 1e-6);
  EXPECT_EQ(site.told<vex::Segment>()[1].begin_dts, 1000s);
  EXPECT_EQ(site.told<vex::Segment>()[1].discontinuity_sequence, 1U);
}

TEST_F(Live, leaves_a_jump_that_nothing_announces) {
  site.file("b.aac", audio_segment(90'000'000, 90));
  site.playlists({live(7, {"a.aac", "b.aac"})});
  site.run();
  EXPECT_EQ(site.told<vex::Packet>().at(90).dts, 1000s);
}

TEST_F(Live, unwraps_timestamps_of_33_bits) {
  constexpr std::uint64_t wrap = std::uint64_t{1} << 33U;
  site.file("a.aac", audio_segment(wrap - 172'800, 90)).file("b.aac", audio_segment(0, 90));
  site.playlists({live(7, {"a.aac", "b.aac"})});
  site.run();
  const auto packets = site.told<vex::Packet>();
  ASSERT_THAT(packets, SizeIs(180));
  EXPECT_EQ(packets[90].dts - packets[0].dts, 1920ms);
}

TEST_F(Live, gives_the_program_date_time_of_a_segment_s_begin) {
  site.playlists({head + "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z\n#EXTINF:1.92,\nb.aac\n"});
  site.run();
  const auto references = site.told<vex::ClockReference>();
  ASSERT_THAT(references, SizeIs(1));
  EXPECT_EQ(references[0].source, vex::ClockReference::program_date_time);
  EXPECT_EQ(references[0].media_time, 1920ms);
  EXPECT_EQ(references[0].unix_time, 1'767'225'600s);
}

TEST_F(Live, ends_with_the_reason_of_segments_that_fail_again_and_again) {
  site.file("live.m3u8", live(7, {"x.aac", "y.aac", "z.aac"}));
  const auto outcome = site.run();
  EXPECT_EQ(outcome.reason, Reason::not_found);
  EXPECT_THAT(outcome.sentence, HasSubstr("segment 9"));
  const auto segments = site.told<vex::Segment>();
  ASSERT_THAT(segments, SizeIs(3));
  EXPECT_EQ(segments[0].reason, Reason::not_found);
  EXPECT_EQ(segments[0].http_status, 404U);
}

TEST_F(Live, survives_one_segment_that_is_missing) {
  const std::string same = live(7, {"a.aac", "x.aac", "c.aac"});
  site.playlists({same, same});
  EXPECT_EQ(site.run().status, VEX_E_CANCELLED);
  EXPECT_THAT(site.told<vex::Packet>(), SizeIs(180));
}

TEST_F(Live, loads_the_playlist_anew_when_a_segment_has_left_it) {
  site.playlists(
      {live(7, {"x.aac", "y.aac", "z.aac"}), live(20, {"a.aac"}), live(20, {"a.aac", "b.aac"})});
  EXPECT_EQ(site.run().status, VEX_E_CANCELLED);
  EXPECT_THAT(site.told<vex::Segment>(), SizeIs(3));
  EXPECT_THAT(site.told<vex::Packet>(), SizeIs(180));
  const auto playlists = site.told<vex::Playlist>();
  EXPECT_EQ(playlists.at(1).requested, playlists.at(0).requested);
}

TEST_F(Live, ends_with_the_reason_of_a_playlist_that_is_gone) {
  int asked_before = 0;
  site.at("live.m3u8", [&](const vex::test::Request&, vex::test::Peer& peer) {
    if (asked_before++ == 0) {
      peer.sends(live(7, {"a.aac"})).ends();
    } else {
      peer.answers(404).ends();
    }
  });
  EXPECT_EQ(site.run().reason, Reason::not_found);
  EXPECT_THAT(site.told<vex::Playlist>(), SizeIs(4));
}

TEST_F(Live, finds_that_a_segment_is_empty) {
  site.file("a.aac", "");
  site.playlists({live(7, {"a.aac"})});
  site.run();
  EXPECT_EQ(site.told<vex::Segment>().at(0).reason, Reason::protocol);
}

TEST_F(Live, finds_that_a_segment_is_no_media) {
  site.file("a.aac", "<html><body>Not here</body></html>");
  site.playlists({live(7, {"a.aac"})});
  site.run();
  const auto segments = site.told<vex::Segment>();
  ASSERT_THAT(segments, SizeIs(1));
  EXPECT_EQ(segments[0].reason, Reason::protocol);
  EXPECT_THAT(std::string(segments[0].sentence), HasSubstr("<html>"));
}

TEST_F(Live, fetches_a_range_of_a_file) {
  const std::string both = audio_segment(0, 90) + audio_segment(172'800, 90);
  const std::size_t length = both.size() / 2;
  site.at("all.aac", [&](const vex::test::Request& asked, vex::test::Peer& peer) {
    EXPECT_EQ(asked.header("Range"),
              "bytes=" + std::to_string(length) + "-" + std::to_string(2 * length - 1));
    peer.answers(206, {{"Content-Range", "bytes 9-9/" + std::to_string(both.size())}})
        .sends(both.substr(length))
        .ends();
  });
  site.playlists({head + "#EXTINF:1.92,\n#EXT-X-BYTERANGE:" + std::to_string(length) + "@" +
                  std::to_string(length) + "\nall.aac\n"});
  site.run();
  EXPECT_EQ(site.told<vex::Segment>().at(0).whole_bytes, static_cast<std::int64_t>(both.size()));
  EXPECT_EQ(site.told<vex::Packet>().at(0).dts, 1920ms);
}

TEST_F(Live, cuts_a_range_out_of_what_a_server_without_ranges_sends) {
  const std::string both = audio_segment(0, 90) + audio_segment(172'800, 90);
  const std::size_t length = both.size() / 2;
  site.file("all.aac", both);
  site.playlists(
      {head + "#EXTINF:1.92,\n#EXT-X-BYTERANGE:" + std::to_string(length) + "@0\nall.aac\n"});
  site.run();
  EXPECT_THAT(site.told<vex::Packet>(), SizeIs(90));
}

TEST_F(Live, finds_that_a_key_has_the_wrong_length) {
  site.file("k", "too short");
  site.playlists({head + "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n#EXTINF:1.92,\na.aac\n"});
  site.run();
  const auto segments = site.told<vex::Segment>();
  ASSERT_THAT(segments, SizeIs(2));
  EXPECT_EQ(segments[0].kind, vex::Segment::key);
  EXPECT_EQ(segments[0].reason, Reason::protocol);
  EXPECT_EQ(segments[1].encryption, vex::Segment::aes_128);
  EXPECT_THAT(site.told<vex::Packet>(), SizeIs(0));
}

TEST_F(Live, lets_the_clock_run_by_the_heads_of_segments) {
  Site heads({.options = {{"segments", "heads"}}});
  heads.file("a.aac", audio_segment(0, 90)).file("b.aac", audio_segment(172'800, 90));
  heads.playlists({live(7, {"a.aac"}), live(7, {"a.aac", "b.aac"})});
  heads.run();
  EXPECT_EQ(heads.requests[1].header("Range"), "bytes=0-65535");
  const auto packets = heads.told<vex::Packet>();
  ASSERT_THAT(packets, SizeIs(2));
  EXPECT_EQ(packets[1].dts - packets[0].dts, 1920ms);
  ASSERT_THAT(heads.told<vex::Track>(), SizeIs(1));
  EXPECT_EQ(heads.told<vex::Track>()[0].kind, vex::Track::data);
  EXPECT_FALSE(heads.told<vex::Segment>()[0].whole);
  EXPECT_FALSE(heads.told<vex::Segment>()[0].end_dts);
}

const std::string master =
    "#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"g\",NAME=\"n\",DEFAULT=YES,URI=\"s.m3u8\"\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=1000,AUDIO=\"g\"\nv.m3u8\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=2000,AUDIO=\"g\"\nw.m3u8\n";

TEST_F(Live, watches_all_playlists_and_fetches_what_was_chosen) {
  site.file("live.m3u8", master);
  site.file("v.m3u8", finished).file("w.m3u8", finished).file("s.m3u8", finished);
  EXPECT_EQ(site.run().status, VEX_OK);
  std::vector<std::string> names;
  for (const vex::Playlist& playlist : site.told<vex::Playlist>())
    names.emplace_back(playlist.name);
  EXPECT_THAT(names, ElementsAre("multivariant", "v0", "audio-n", "v1"));
  EXPECT_THAT(site.told<vex::Segment>(), SizeIs(4));
  EXPECT_THAT(site.told<vex::Track>(), SizeIs(2));
}

/// A finished stream of sound with subtitles of one segment.
void with_subtitles(Site& site, const std::string& text) {
  site.file("live.m3u8",
            "#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"t\",NAME=\"n\",URI=\"t.m3u8\"\n"
            "#EXT-X-STREAM-INF:BANDWIDTH=1000,SUBTITLES=\"t\"\nv.m3u8\n");
  site.file("v.m3u8", finished);
  site.file("t.m3u8", head + "#EXTINF:1.92,\na.vtt\n#EXT-X-ENDLIST\n").file("a.vtt", text);
}

vex::Segment segment_of_text(const Site& site) {
  for (const vex::Segment& segment : site.told<vex::Segment>()) {
    if (segment.uri == "a.vtt") return segment;
  }
  return {};
}

TEST_F(Live, tells_when_the_cues_of_subtitles_are_shown) {
  with_subtitles(site,
                 "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n"
                 "00:01.000 --> 00:02.000\nHello\n\n00:02.000 --> 00:03.500\nyou\n");
  site.run();
  const vex::Segment text = segment_of_text(site);
  EXPECT_EQ(text.reason, Reason::none);
  EXPECT_EQ(text.frames, 2U);
  EXPECT_EQ(text.begin_pts, 11s);
  EXPECT_EQ(text.end_pts, 13500ms);
}

TEST_F(Live, takes_silence_for_subtitles) {
  with_subtitles(site, "WEBVTT\n\n");
  site.run();
  EXPECT_EQ(segment_of_text(site).reason, Reason::none);
  EXPECT_FALSE(segment_of_text(site).begin_pts);
}

TEST_F(Live, finds_that_subtitles_are_no_webvtt) {
  with_subtitles(site, "WEBVTTX\n\n00:01.000 --> 00:02.000\nHello\n");
  site.run();
  EXPECT_EQ(segment_of_text(site).reason, Reason::protocol);
}

TEST_F(Live, plays_on_without_subtitles) {
  site.playlists({});
  with_subtitles(site, "");
  int asked = 0;
  site.at("v.m3u8", [&](const vex::test::Request&, vex::test::Peer& peer) {
    if (++asked > 10) return void(peer.is_cancelled());
    peer.sends(live(7, {"a.aac"})).ends();
  });
  site.at("t.m3u8",
          [](const vex::test::Request&, vex::test::Peer& peer) { peer.answers(404).ends(); });
  EXPECT_EQ(site.run().status, VEX_E_CANCELLED);
}

TEST_F(Live, refuses_a_multivariant_playlist_within_another) {
  site.file("live.m3u8", master).file("v.m3u8", master).file("w.m3u8", master);
  site.file("s.m3u8", finished);
  const auto outcome = site.run();
  EXPECT_EQ(outcome.reason, Reason::protocol);
  EXPECT_THAT(outcome.sentence, HasSubstr("multivariant playlist where a media playlist was due"));
}

TEST_F(Live, blocks_for_the_next_part) {
  const std::string low_latency =
      head +
      "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.2\n"
      "#EXT-X-PART-INF:PART-TARGET=0.4\n#EXT-X-MEDIA-SEQUENCE:7\n#EXTINF:1.92,\na.aac\n"
      "#EXT-X-PART:DURATION=0.4,URI=\"b.0.aac\"\n";
  site.file("b.0.aac", audio_segment(172'800, 18)).file("b.1.aac", std::string());
  site.playlists({low_latency, low_latency + "#EXT-X-PART:DURATION=0.4,URI=\"b.1.aac\"\n"});
  std::string frames;
  for (int i = 0; i < 18; ++i) frames += test::adts_frame();
  site.file("b.1.aac", frames);
  site.run();
  const auto playlists = site.told<vex::Playlist>();
  ASSERT_THAT(playlists, SizeIs(2));
  EXPECT_EQ(playlists[1].asked_media_sequence, 8);
  EXPECT_EQ(playlists[1].asked_part, 1);
  EXPECT_THAT(site.told<vex::Packet>(), SizeIs(90 + 18 + 18));
  const auto segments = site.told<vex::Segment>();
  ASSERT_THAT(segments, SizeIs(3));
  EXPECT_EQ(segments[2].kind, vex::Segment::part_of_segment);
  EXPECT_EQ(segments[2].part, 1);
  EXPECT_EQ(segments[2].media_sequence, 8U);
}

TEST_F(Live, says_which_part_was_hinted) {
  site.playlists({head + "#EXT-X-PART-INF:PART-TARGET=0.4\n#EXTINF:1.92,\na.aac\n"
                         "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"b.aac\"\n"});
  site.run();
  const auto segments = site.told<vex::Segment>();
  ASSERT_THAT(segments, SizeIs(2));
  EXPECT_FALSE(segments[0].hinted);
  EXPECT_TRUE(segments[1].hinted);
  EXPECT_EQ(segments[1].media_sequence, 1U);
  EXPECT_EQ(segments[1].part, 0);
}

/// As `openssl enc -aes-128-cbc` with the IV of a media sequence number makes it.
std::string encrypted(const std::string& plain, const std::string& key, std::uint8_t sequence) {
  std::string out(plain.size() + 16, '\0');
  std::array<unsigned char, 16> iv{};
  iv.back() = sequence;
  const auto bytes = [](const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  int size = 0;
  int rest = 0;
  EVP_EncryptInit_ex(context, EVP_aes_128_cbc(), nullptr, bytes(key), iv.data());
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  EVP_EncryptUpdate(context, to, &size, bytes(plain), static_cast<int>(plain.size()));
  EVP_EncryptFinal_ex(context, to + size, &rest);
  EVP_CIPHER_CTX_free(context);
  out.resize(static_cast<std::size_t>(size + rest));
  return out;
}

TEST_F(Live, decrypts_and_fetches_a_key_once) {
  const std::string key = "0123456789abcdef";
  site.file("k", key);
  site.file("a.aac", encrypted(audio_segment(0, 90), key, 7));
  site.file("b.aac", encrypted(audio_segment(172'800, 90), key, 8));
  site.playlists({head + "#EXT-X-MEDIA-SEQUENCE:7\n#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n"
                         "#EXTINF:1.92,\na.aac\n#EXTINF:1.92,\nb.aac\n"});
  site.run();
  EXPECT_THAT(site.told<vex::Packet>(), SizeIs(180));
  EXPECT_THAT(site.told<vex::Segment>(), SizeIs(3));
}

TEST_F(Live, finds_that_a_segment_does_not_decrypt) {
  site.file("k", "another key here");
  site.file("a.aac", encrypted(audio_segment(0, 90), "0123456789abcdef", 0));
  site.playlists({head + "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n#EXTINF:1.92,\na.aac\n"});
  site.run();
  EXPECT_EQ(site.told<vex::Segment>().at(1).reason, Reason::protocol);
}

struct Bad {
  const char* name;
  std::string text;
  Reason reason;
};

class BadPlaylist : public testing::TestWithParam<Bad> {};

TEST_P(BadPlaylist, has_the_right_reason) {
  Site site;
  site.file("live.m3u8", GetParam().text);
  EXPECT_EQ(site.run().reason, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    Hls, BadPlaylist,
    testing::Values(Bad{"html", "<!DOCTYPE html><html></html>", Reason::protocol},
                    Bad{"binary", std::string("\x00\xff\x47\x00", 4), Reason::protocol},
                    Bad{"empty", "", Reason::protocol},
                    Bad{"huge", "#EXTM3U\n" + std::string(5 * 1024 * 1024, '#'),
                        Reason::too_large}),
    [](const auto& bad) { return bad.param.name; });

TEST(HlsProbe, has_the_reason_of_a_first_playlist_that_is_not_there) {
  Site site;
  const auto outcome = site.run();
  EXPECT_EQ(outcome.reason, Reason::not_found);
  const auto playlists = site.told<vex::Playlist>();
  ASSERT_THAT(playlists, SizeIs(1));
  EXPECT_EQ(playlists[0].rendition, 0U);
  EXPECT_EQ(playlists[0].reason, Reason::not_found);
}

TEST(HlsProbe, remembers_what_its_url_was_when_that_is_gone) {
  struct Row {
    std::string text;
    vex::Playlist::Kind kind;
  };
  for (const Row& row :
       {Row{finished, vex::Playlist::media}, Row{master, vex::Playlist::multivariant}}) {
    Site site;
    int asked = 0;
    site.at("live.m3u8", [&](const vex::test::Request&, vex::test::Peer& peer) {
      if (asked++ == 0) {
        peer.sends(row.text).ends();
      } else {
        peer.answers(404).ends();
      }
    });
    site.run();
    site.bench.recording.clear();
    EXPECT_EQ(site.run().reason, Reason::not_found);
    EXPECT_EQ(site.told<vex::Playlist>().at(0).kind, row.kind);
  }
}

TEST(HlsProbe, names_a_first_playlist_that_cannot_be_asked_for_without_its_secrets) {
  Site site;
  site.at("live.m3u8", [](const vex::test::Request&, vex::test::Peer& peer) {
    peer.refuses(Reason::connect, "refused");
  });
  EXPECT_EQ(site.run().reason, Reason::connect);
  EXPECT_EQ(site.told<vex::Playlist>().at(0).url, "http://h/live.m3u8?token=***");
}

TEST(HlsProbe, gives_up_a_playlist_that_never_ends) {
  Site site;
  site.at("live.m3u8", [](const vex::test::Request&, vex::test::Peer& peer) {
    for (int i = 0; i < 60; ++i) peer.sends("#").pauses(1s);
  });
  EXPECT_EQ(site.run().reason, Reason::timeout);
}

}  // namespace
}  // namespace hls
