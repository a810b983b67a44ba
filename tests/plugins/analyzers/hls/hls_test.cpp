#include "plugins/analyzers/hls/hls.hpp"

#include <gmock/gmock.h>

#include <vex/test.hpp>

#include "tests/plugins/analyzers/hls/playlists.hpp"

namespace analyzers::hls {
namespace {

using namespace test;
using testing::Optional;

class HlsAnalyzer : public testing::Test {
 protected:
  static vex::Playlist fetch(vex::Nanos time, const std::string& text) {
    return {.time = time,
            .rendition = 1,
            .kind = vex::Playlist::media,
            .role = vex::Role::variant,
            .entry = 0,
            .name = "v0",
            .url = "https://example.com/v0.m3u8",
            .requested = time - 50ms,
            .text = std::as_bytes(std::span(text))};
  }
  void send_media(vex::Nanos time, const std::string& text) { bench.send(fetch(time, text)); }
  void send_multivariant(const std::string& text) {
    bench.send(vex::Playlist{.time = 1ms,
                             .kind = vex::Playlist::multivariant,
                             .name = "multivariant",
                             .url = "https://example.com/master.m3u8",
                             .text = std::as_bytes(std::span(text))});
  }
  static vex::Segment segment(std::uint64_t sequence, std::uint64_t bytes = 600'000) {
    return {.time = 20s,
            .rendition = 1,
            .media_sequence = sequence,
            .uri = "s.ts",
            .download = 3s,
            .bytes = bytes,
            .promised = 6s};
  }
  std::string evidence(std::string_view rule, std::string_view key) {
    const auto finding = bench.finding(rule);
    if (!finding) return "no finding";
    for (const vex_pair& pair : finding->evidence) {
      if (vex::text(pair.key) == key) return std::string(vex::text(pair.value));
    }
    return "no such evidence";
  }

  vex::test::AnalyzerBench<Hls> bench;
};

TEST_F(HlsAnalyzer, publishes_the_figures_of_the_first_variant) {
  send_media(1s, window(10, 15));
  EXPECT_THAT(bench.value("hls_media_sequence"), Optional(10));
  EXPECT_THAT(bench.value("hls_target_duration_seconds"), Optional(6));
  EXPECT_THAT(bench.value("hls_playlist_age_seconds"), Optional(0));
}

TEST_F(HlsAnalyzer, counts_the_age_of_a_playlist_from_its_last_change) {
  send_media(1s, window(10, 15));
  auto unchanged = fetch(5s, "");
  unchanged.unchanged = true;
  bench.send(unchanged);
  EXPECT_THAT(bench.value("hls_playlist_age_seconds"), Optional(4));
  bench.tick();
  EXPECT_THAT(bench.value("hls_playlist_age_seconds"), Optional(5));
}

TEST_F(HlsAnalyzer, has_no_age_of_a_playlist_that_is_finished) {
  send_media(1s, window(10, 15) + "#EXT-X-ENDLIST\n");
  EXPECT_EQ(bench.value("hls_playlist_age_seconds"), std::nullopt);
}

TEST_F(HlsAnalyzer, counts_segments_by_what_became_of_them) {
  send_media(1s, window(10, 15));
  bench.send(segment(10));
  auto head_only = segment(11);
  head_only.whole = false;
  bench.send(head_only);
  auto missing = segment(12);
  missing.reason = vex::Reason::not_found;
  missing.http_status = 404;
  bench.send(missing);
  missing.http_status = 0;
  missing.reason = vex::Reason::timeout;
  bench.send(missing);
  EXPECT_THAT(bench.value("hls_segments_total{result=ok}"), Optional(1));
  EXPECT_THAT(bench.value("hls_segments_total{result=beginning}"), Optional(1));
  EXPECT_THAT(bench.value("hls_segments_total{result=missing}"), Optional(1));
  EXPECT_THAT(bench.value("hls_segments_total{result=failed}"), Optional(1));
  EXPECT_THAT(bench.value("hls_segment_download_ratio"), Optional(0.5));
}

TEST_F(HlsAnalyzer, sets_the_peak_of_a_variant_in_relation_to_its_bandwidth) {
  send_multivariant("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000000\nv0.m3u8\n");
  send_media(1s, window(10, 15));
  bench.send(segment(10));
  EXPECT_THAT(bench.value("hls_variants"), Optional(1));
  EXPECT_THAT(bench.value("hls_variant_bitrate_ratio{variant=v0}"), Optional(0.8));
}

TEST_F(HlsAnalyzer, takes_no_rounded_duration_for_a_higher_bit_rate) {
  send_multivariant("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000000\nv0.m3u8\n");
  send_media(1s, sliding(10, segments(10, 12, "6")));
  auto rounded = segment(10, 800'000);
  rounded.begin_dts = 0s;
  rounded.end_dts = 6400ms;
  bench.send(rounded);
  EXPECT_THAT(bench.value("hls_variant_bitrate_ratio{variant=v0}"), Optional(1));
}

TEST_F(HlsAnalyzer, holds_the_mean_of_a_finished_stream_against_its_bandwidth) {
  send_multivariant(
      "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9000000,AVERAGE-BANDWIDTH=700000\nv0.m3u8\n");
  send_media(1s, sliding(10, segments(10, 13) + "#EXT-X-ENDLIST\n"));
  for (std::uint64_t i = 10; i < 13; ++i) bench.send(segment(i));
  EXPECT_FALSE(bench.is_broken("hls_bandwidth_exceeded"));
  bench.send(segment(13));
  EXPECT_TRUE(bench.is_broken("hls_bandwidth_exceeded"));
}

TEST_F(HlsAnalyzer, tells_what_share_of_the_media_is_fetched) {
  send_media(1s, window(10, 15));
  bench.send(segment(16));
  send_media(13s, window(12, 17));
  EXPECT_THAT(bench.value("hls_coverage_ratio"), Optional(0.5));
}

TEST_F(HlsAnalyzer, finds_what_is_wrong_with_a_text_in_its_second_version) {
  const std::string no_comma = "#EXTINF:6\na.ts?token=secret\n";
  send_media(1s, sliding(10, segments(10, 12) + no_comma));
  EXPECT_FALSE(bench.is_broken("hls_playlist_invalid"));
  send_media(7s, sliding(11, segments(11, 12) + no_comma + segments(14, 14)));
  ASSERT_TRUE(bench.is_broken("hls_playlist_invalid"));
  EXPECT_EQ(evidence("hls_playlist_invalid", "line 9"), "#EXTINF:6");
  EXPECT_EQ(evidence("hls_playlist_invalid", "RFC 8216 4.3.2.1"), "an EXTINF has no comma");
  EXPECT_EQ(evidence("hls_playlist_invalid", "playlist"), "v0");
}

TEST_F(HlsAnalyzer, finds_what_is_wrong_with_a_multivariant_playlist_at_once) {
  send_multivariant("#EXTM3U\n#EXT-X-STREAM-INF:AUDIO=\"a\"\nv0.m3u8\n");
  EXPECT_TRUE(bench.is_broken("hls_playlist_invalid"));
  EXPECT_TRUE(bench.is_broken("hls_rendition_missing"));
}

TEST_F(HlsAnalyzer, takes_media_playlists_that_import_variables) {
  send_multivariant(
      "#EXTM3U\n#EXT-X-VERSION:8\n#EXT-X-DEFINE:NAME=\"a\",VALUE=\"b\"\n"
      "#EXT-X-STREAM-INF:BANDWIDTH=1\nv0.m3u8\n");
  for (int i = 0; i < 3; ++i) {
    send_media(1s + 6s * i,
               sliding(10 + i, "#EXT-X-DEFINE:IMPORT=\"a\"\n" + segments(10 + i, 15 + i)));
  }
  EXPECT_FALSE(bench.is_broken("hls_playlist_invalid"));
}

TEST_F(HlsAnalyzer, reports_a_multivariant_playlist_that_cannot_be_had) {
  bench.send(vex::Playlist{.time = 1s,
                           .kind = vex::Playlist::multivariant,
                           .name = "multivariant",
                           .url = "https://example.com/master.m3u8",
                           .reason = vex::Reason::http_status,
                           .http_status = 503,
                           .sentence = "503 Service Unavailable"});
  ASSERT_TRUE(bench.is_broken("hls_multivariant_unavailable"));
  EXPECT_EQ(bench.finding("hls_multivariant_unavailable")->value, 503);
  EXPECT_EQ(evidence("hls_multivariant_unavailable", "reason"), "http_status");
}

TEST_F(HlsAnalyzer, reports_no_multivariant_playlist_where_none_was_ever_seen) {
  for (const auto kind : {vex::Playlist::either, vex::Playlist::media}) {
    bench.send(vex::Playlist{.time = 1s,
                             .kind = kind,
                             .name = "playlist",
                             .url = "https://example.com/live.m3u8",
                             .reason = vex::Reason::not_found,
                             .http_status = 404});
    EXPECT_TRUE(bench.is_broken("hls_playlist_unavailable"));
    EXPECT_FALSE(bench.is_broken("hls_multivariant_unavailable"));
  }
}

TEST_F(HlsAnalyzer, holds_sound_of_its_own_against_the_codecs_of_its_variants) {
  send_multivariant(
      "#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"n\",URI=\"a.m3u8\"\n"
      "#EXT-X-STREAM-INF:BANDWIDTH=9000000,AUDIO=\"a\",CODECS=\"avc1.4d401f,mp4a.40.5\"\nv0."
      "m3u8\n");
  const std::string text = window(10, 15);
  auto sound = fetch(1s, text);
  sound.role = vex::Role::audio;
  bench.send(sound);
  for (std::uint64_t i = 10; i < 12; ++i) {
    auto media = segment(i);
    media.codecs = "mp4a.40.2";
    bench.send(media);
  }
  EXPECT_TRUE(bench.is_broken("hls_codecs_mismatch"));
}

/// Two renditions whose segments are read: the second has the role, its timestamps are `off`.
class TwoClocks : public HlsAnalyzer {
 protected:
  void play(vex::Role role, vex::Nanos off, const std::string& date = "") {
    for (int i = 0; i < 4; ++i) {
      for (const std::uint32_t rendition : {1U, 2U}) {
        const int first = rendition == 1 ? 10 + i : 900 + i;
        const std::string text = sliding(first, dated(date, i) + segments(first, first + 5));
        auto playlist = fetch(1s + 6s * i, text);
        playlist.rendition = rendition;
        playlist.entry = rendition - 1;
        if (rendition == 2) playlist.role = role;
        bench.send(playlist);
        auto media = segment(static_cast<std::uint64_t>(first + 5));
        media.rendition = rendition;
        media.begin_pts = 1000s + 6s * i + (rendition == 2 ? off : 0s);
        media.end_pts = *media.begin_pts + (role == vex::Role::subtitles ? 2s : 6s);
        bench.send(media);
      }
    }
  }

  static std::string dated(const std::string& date, int seconds_of_six) {
    if (date.empty()) return "";
    return "#EXT-X-PROGRAM-DATE-TIME:" + date + std::to_string(10 + 6 * seconds_of_six) + "Z\n";
  }
};

constexpr const char* some_date = "2023-11-14T22:12:";

TEST_F(TwoClocks, are_one_for_variants) {
  play(vex::Role::variant, 0s);
  EXPECT_FALSE(bench.is_broken("hls_variants_misaligned"));
}

TEST_F(TwoClocks, of_variants_differ) {
  play(vex::Role::variant, 19s);
  EXPECT_TRUE(bench.is_broken("hls_variants_misaligned"));
}

TEST_F(TwoClocks, may_be_off_as_far_as_the_live_edge_is_seen) {
  play(vex::Role::variant, 17s);
  EXPECT_FALSE(bench.is_broken("hls_variants_misaligned"));
}

TEST_F(TwoClocks, are_compared_closely_where_there_are_dates) {
  play(vex::Role::variant, 4s, some_date);
  EXPECT_TRUE(bench.is_broken("hls_variants_misaligned"));
}

TEST_F(TwoClocks, with_dates_may_be_off_by_half_a_target_duration) {
  play(vex::Role::variant, -3s, some_date);
  EXPECT_FALSE(bench.is_broken("hls_variants_misaligned"));
}

TEST_F(TwoClocks, wrap_at_33_bits) {
  play(vex::Role::variant, std::chrono::nanoseconds(95'443'717'688'889), some_date);
  EXPECT_FALSE(bench.is_broken("hls_variants_misaligned"));
}

TEST_F(TwoClocks, of_cues_may_be_anywhere_in_their_segment) {
  play(vex::Role::subtitles, 5s, some_date);
  EXPECT_FALSE(bench.is_broken("hls_variants_misaligned"));
}

TEST_F(TwoClocks, of_cues_differ_where_no_timestamp_map_brings_them_together) {
  play(vex::Role::subtitles, -1000s, some_date);
  ASSERT_TRUE(bench.is_broken("hls_variants_misaligned"));
  EXPECT_EQ(bench.finding("hls_variants_misaligned")->message,
            "the cues of subtitles are at other times than the media");
}

TEST_F(HlsAnalyzer, holds_a_finding_until_all_renditions_are_well) {
  auto second = fetch(1s, "");
  second.rendition = 2;
  second.name = "v1";
  second.reason = vex::Reason::timeout;
  auto first = fetch(1s, "");
  first.reason = vex::Reason::timeout;
  bench.send(first);
  bench.send(second);
  send_media(2s, window(10, 15));
  EXPECT_TRUE(bench.is_broken("hls_playlist_unavailable"));
  const std::string text = window(10, 15);
  second.reason = vex::Reason::none;
  second.text = std::as_bytes(std::span(text));
  bench.send(second);
  EXPECT_FALSE(bench.is_broken("hls_playlist_unavailable"));
}

/// A server that says that it blocks. Each reload asks for the segment behind the last one.
class Blocking : public HlsAnalyzer {
 protected:
  void reload(vex::Nanos requested, vex::Nanos waited, int asked, int last) {
    const std::string text =
        sliding(last - 5, segments(last - 5, last),
                std::string(head) + "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES\n");
    auto playlist = fetch(requested + waited, text);
    playlist.requested = requested;
    playlist.asked_media_sequence = asked;
    bench.send(playlist);
  }
};

TEST_F(Blocking, is_ignored_when_every_other_answer_comes_too_early) {
  reload(1s, 100ms, 15, 15);
  for (int i = 0; i < 3; ++i) {
    reload(2s + 6s * i, 100ms, 16 + i, 15 + i);
    reload(7s + 6s * i, 100ms, 16 + i, 16 + i);
  }
  EXPECT_TRUE(bench.is_broken("hls_blocking_reload"));
}

TEST_F(Blocking, is_done_where_but_one_answer_comes_too_early) {
  reload(1s, 100ms, 15, 15);
  for (int i = 0; i < 3; ++i) {
    reload(2s + 12s * i, 100ms, 16 + 2 * i, 15 + 2 * i);
    reload(7s + 12s * i, 100ms, 16 + 2 * i, 16 + 2 * i);
    reload(8s + 12s * i, 4s, 17 + 2 * i, 17 + 2 * i);
  }
  EXPECT_FALSE(bench.is_broken("hls_blocking_reload"));
}

/// A segment that the probe asks for when it has left.
class Removed : public HlsAnalyzer {
 protected:
  void look(std::uint64_t sequence, vex::Nanos requested, std::uint32_t status) {
    auto check = segment(sequence, 1);
    check.whole = false;
    check.requested = requested;
    check.time = requested + 10ms;
    check.http_status = status;
    if (status == 404) check.reason = vex::Reason::not_found;
    bench.send(check);
  }
};

TEST_F(Removed, is_missing_when_it_is_gone_twice) {
  send_media(1s, window(10, 15));
  send_media(7s, window(11, 16));
  look(10, 7s, 404);
  EXPECT_FALSE(bench.is_broken("hls_segment_missing"));
  send_media(13s, window(12, 17));
  look(11, 13s, 404);
  ASSERT_TRUE(bench.is_broken("hls_segment_missing"));
  EXPECT_EQ(evidence("hls_segment_missing", "has to stay for"), "42.000 s");
  look(11, 13s, 206);
  EXPECT_FALSE(bench.is_broken("hls_segment_missing"));
  EXPECT_EQ(bench.value("hls_segments_total{result=missing}"), std::nullopt);
}

TEST_F(Removed, may_be_answered_when_the_next_version_has_come) {
  send_media(1s, window(10, 15));
  send_media(7s, window(11, 16));
  send_media(13s, window(12, 17));
  look(10, 7s, 404);
  EXPECT_FALSE(bench.is_broken("hls_segment_missing"));
}

TEST_F(Removed, is_not_what_was_listed_when_it_was_asked_for) {
  send_media(1s, window(10, 15));
  send_media(7s, window(11, 16));
  look(10, 6s, 404);
  EXPECT_TRUE(bench.is_broken("hls_segment_missing"));
}

/// A multivariant playlist that changes while it is watched.
class Relisted : public HlsAnalyzer {
 protected:
  static constexpr const char* alone = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000000\nv0.m3u8\n";
  static constexpr const char* with_another =
      "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9\nnew.m3u8\n"
      "#EXT-X-STREAM-INF:BANDWIDTH=1000000\nv0.m3u8\n";

  void send(vex::Nanos time, std::uint32_t rendition, std::uint32_t entry,
            const std::string& text) {
    vex::Playlist playlist = fetch(time, text);
    playlist.rendition = rendition;
    playlist.entry = entry;
    playlist.name = rendition == 1 ? "v0" : "v0-2";
    bench.send(playlist);
  }
};

TEST_F(Relisted, counts_the_variants_of_the_new_list) {
  send_multivariant(alone);
  send_multivariant(with_another);
  EXPECT_THAT(bench.value("hls_variants"), Optional(2));
}

TEST_F(Relisted, judges_a_variant_by_the_entry_that_it_has_now) {
  send_multivariant(alone);
  send(1s, 1, 0, window(10, 15));
  send_multivariant(with_another);
  send(7s, 1, 1, window(11, 16));
  bench.send(segment(10));
  EXPECT_THAT(bench.value("hls_variant_bitrate_ratio{variant=v0}"), Optional(0.8));
}

TEST_F(Relisted, judges_no_variant_by_the_entry_of_another_meanwhile) {
  send_multivariant(alone);
  send(1s, 1, 0, window(10, 15));
  send_multivariant(with_another);
  bench.send(segment(10));
  EXPECT_EQ(bench.value("hls_variant_bitrate_ratio{variant=v0}"), std::nullopt);
}

/// Two variants, of which the second cannot be had and is left out in the end.
class LeftOut : public Relisted {
 protected:
  LeftOut() {
    send_multivariant(with_another);
    send(1s, 1, 1, window(10, 15));
    vex::Playlist failed = fetch(2s, {});
    failed.rendition = 2;
    failed.reason = vex::Reason::not_found;
    bench.send(failed);
  }
};

TEST_F(LeftOut, is_broken_while_it_is_listed) {
  bench.clock.set(5min);
  bench.tick();
  EXPECT_TRUE(bench.is_broken("hls_playlist_unavailable"));
}

TEST_F(LeftOut, is_forgotten_with_what_was_wrong_with_it) {
  send_multivariant(alone);
  send(7s, 1, 0, window(11, 16));
  bench.clock.set(2min);
  bench.tick();
  EXPECT_FALSE(bench.is_broken("hls_playlist_unavailable"));
  EXPECT_THAT(bench.value("hls_media_sequence"), Optional(11));
}

TEST_F(LeftOut, is_still_broken_where_it_is_asked_for_and_fails) {
  send_multivariant(alone);
  vex::Playlist failed = fetch(10s, {});
  failed.rendition = 2;
  failed.reason = vex::Reason::not_found;
  bench.send(failed);
  bench.clock.set(2min);
  bench.tick();
  EXPECT_TRUE(bench.is_broken("hls_playlist_unavailable"));
}

TEST_F(Relisted, makes_no_age_of_a_playlist_that_is_listed_no_more) {
  send_multivariant(with_another);
  send(1s, 1, 1, window(10, 15));
  send(1s, 2, 0, window(10, 15));
  send_multivariant(alone);
  send(20s, 1, 0, window(11, 16));
  EXPECT_THAT(bench.value("hls_playlist_age_seconds"), Optional(0));
}

/// A stream of segments of 6 s in two parts each, whose media is what it is set to be.
class LowLatency : public HlsAnalyzer {
 protected:
  LowLatency() {
    send_multivariant(
        "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000000,CODECS=\"avc1.4d401f\"\nv0.m3u8\n");
  }

  static std::string list(int whole) {
    std::string text = std::string(head) +
                       "#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-PART-INF:PART-TARGET=3\n"
                       "#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=9\n";
    std::string rest = segments(whole - 5, whole - 1);
    for (const char* part : {"0", "1"}) {
      rest += "#EXT-X-PART:DURATION=3,URI=\"" + std::to_string(whole) + "." + part + "\"\n";
    }
    return sliding(whole - 5, rest + segments(whole, whole), text);
  }

  /// Until that many segments are judged: they are when the next one begins.
  void play(int count) {
    for (int i = 10; i <= 10 + count; ++i) {
      const auto number = static_cast<std::uint64_t>(i);
      for (const int part : {0, 1}) {
        media_.media_sequence = number;
        media_.part = part;
        media_.begin_dts = 6s * i + 3s * part;
        media_.end_dts = *media_.begin_dts + length_;
        bench.send(media_);
      }
      send_media(1s + 6s * (i - 9), list(i));
    }
  }

  vex::Segment media_{.rendition = 1,
                      .kind = vex::Segment::part_of_segment,
                      .hinted = true,
                      .uri = "p",
                      .download = 3s,
                      .bytes = 375'000,
                      .starts_with_tables = vex::Known::yes,
                      .starts_with_keyframe = vex::Known::yes,
                      .frames = 75,
                      .promised = 3s,
                      .codecs = "avc1.4D401F",
                      .framerate = 25};
  vex::Nanos length_ = 3s;
};

TEST_F(LowLatency, is_judged_by_segments_put_together_of_their_parts) {
  send_media(1s, list(9));
  auto first = segment(9, 375'000);  // at the begin of the run
  first.codecs = "avc1.4D401F";
  bench.send(first);
  EXPECT_THAT(bench.value("hls_segment_download_ratio"), Optional(0.5));
  play(4);
  EXPECT_THAT(bench.value("hls_coverage_ratio"), Optional(testing::DoubleEq(1)));
  EXPECT_THAT(bench.value("hls_variant_bitrate_ratio{variant=v0}"), Optional(1));
  EXPECT_EQ(bench.value("hls_segment_download_ratio"), std::nullopt);
  for (const vex::Finding& finding : bench.recording.of<vex::Finding>()) {
    EXPECT_FALSE(finding.broken) << finding.rule.id << ": " << finding.message;
  }
}

TEST_F(LowLatency, has_the_duration_that_it_promises) {
  send_media(1s, list(9));
  length_ = 2700ms;
  play(3);
  EXPECT_TRUE(bench.is_broken("hls_segment_duration"));
}

TEST_F(LowLatency, has_the_codecs_and_the_bandwidth_that_it_promises) {
  send_media(1s, list(9));
  media_.codecs = "hvc1.1.6.L93";
  media_.bytes = 413'000;
  play(3);
  EXPECT_TRUE(bench.is_broken("hls_codecs_mismatch"));
  EXPECT_TRUE(bench.is_broken("hls_bandwidth_exceeded"));
}

TEST_F(LowLatency, begins_segments_as_it_promises) {
  send_media(1s, list(9));
  media_.starts_with_keyframe = vex::Known::no;
  play(3);
  EXPECT_TRUE(bench.is_broken("hls_segment_start"));
}

TEST_F(LowLatency, is_not_judged_by_segments_of_which_a_part_is_not_known) {
  send_media(1s, list(9));
  media_.bytes = 4'000'000;
  for (const int part : {0, 2}) {
    media_.media_sequence = 10;
    media_.part = part;
    bench.send(media_);
  }
  send_media(7s, list(10));
  media_.media_sequence = 11;
  media_.part = 0;
  bench.send(media_);
  EXPECT_EQ(bench.value("hls_variant_bitrate_ratio{variant=v0}"), std::nullopt);
}

TEST_F(HlsAnalyzer, finds_once_that_dates_are_gone) {
  const auto dated = [](int first) {
    return sliding(first,
                   "#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:12:10Z\n" + segments(first, first + 5));
  };
  send_media(1s, dated(10));
  send_media(7s, window(11, 16));
  EXPECT_TRUE(bench.is_broken("hls_program_date_time"));
  send_media(13s, window(12, 17));
  send_media(19s, window(13, 18));
  EXPECT_FALSE(bench.is_broken("hls_program_date_time"));
}

TEST_F(HlsAnalyzer, finds_at_once_what_is_wrong_with_a_finished_playlist) {
  send_media(1s, sliding(0, segments(0, 3, "9.0") + "#EXT-X-ENDLIST\n"));
  EXPECT_TRUE(bench.is_broken("hls_target_duration_exceeded"));
}

TEST_F(HlsAnalyzer, states_value_and_limit_in_the_unit_of_the_rule) {
  for (int i = 0; i < 6; ++i) send_media(1s + 6s * i, window(10, 15));
  const auto stale = bench.finding("hls_playlist_stale");
  ASSERT_TRUE(stale);
  EXPECT_NEAR(stale->value, 29.95 / 6, 1e-9);
  EXPECT_EQ(stale->limit, 1.5);
  EXPECT_EQ(evidence("hls_playlist_stale", "unchanged for"), "29.950 s");
}

TEST_F(HlsAnalyzer, shows_a_moment_for_two_updates) {
  send_media(1s, window(100, 105));
  send_media(7s, window(0, 5));
  EXPECT_TRUE(bench.is_broken("hls_sequence_regressed"));
  send_media(13s, window(1, 6));
  EXPECT_TRUE(bench.is_broken("hls_sequence_regressed"));
  send_media(19s, window(2, 7));
  EXPECT_FALSE(bench.is_broken("hls_sequence_regressed"));
}

TEST_F(HlsAnalyzer, judges_codecs_by_the_variant_that_names_the_playlist) {
  send_multivariant(
      "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9000000,CODECS=\"avc1.4d401f\"\nv0.m3u8\n");
  send_media(1s, window(10, 15));
  for (std::uint64_t i = 10; i < 12; ++i) {
    auto media = segment(i);
    media.codecs = "avc1.64001F,mp4a.40.2";
    bench.send(media);
  }
  ASSERT_TRUE(bench.is_broken("hls_codecs_mismatch"));
  EXPECT_EQ(evidence("hls_codecs_mismatch", "CODECS"), "avc1.4d401f");
}

TEST_F(HlsAnalyzer, finds_versions_that_follow_too_fast) {
  for (int i = 0; i < 5; ++i) send_media(1s + 1s * i, window(10 + i, 15 + i));
  EXPECT_TRUE(bench.is_broken("hls_playlist_too_early"));
}

TEST_F(HlsAnalyzer, finds_a_playlist_whose_text_changes_and_whose_media_does_not) {
  for (int i = 0; i < 6; ++i) send_media(1s + 6s * i, window(10, 15) + "# " + std::to_string(i));
  EXPECT_TRUE(bench.is_broken("hls_playlist_stale"));
}

TEST_F(HlsAnalyzer, shows_no_secret_of_a_segment) {
  send_media(1s, sliding(10, "#EXTINF:9.0,\na.ts?token=secret\n"));
  send_media(7s, sliding(10, "#EXTINF:9.0,\na.ts?token=secret\n" + segments(11, 11)));
  ASSERT_TRUE(bench.is_broken("hls_target_duration_exceeded"));
  EXPECT_EQ(evidence("hls_target_duration_exceeded", "line 6"), "a.ts?token=***");
}

TEST_F(HlsAnalyzer, knows_nothing_of_segments_before_their_playlist) {
  bench.send(segment(1));
  EXPECT_TRUE(bench.series().empty());
}

TEST_F(HlsAnalyzer, leaves_out_an_update_that_it_cannot_put_together) {
  send_media(1s, sliding(10, "#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n" + segments(13, 15)));
  EXPECT_EQ(bench.value("hls_media_sequence"), std::nullopt);
}

}  // namespace
}  // namespace analyzers::hls
