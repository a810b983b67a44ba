// Each rule of playlists by two of them: one that breaks it, and one that nearly does.
#include <array>

#include "plugins/analyzers/hls/date_time.hpp"
#include "plugins/analyzers/hls/durations.hpp"
#include "plugins/analyzers/hls/freshness.hpp"
#include "plugins/analyzers/hls/low_latency.hpp"
#include "tests/plugins/analyzers/hls/playlists.hpp"

namespace analyzers::hls {
namespace {

using namespace test;

struct Row {
  const char* name;
  Judgement (*rule)(const Change&);
  std::string before;
  std::string now;
  bool breaks;
  double value = 0;  // of what breaks
};

constexpr vex::Nanos noon = std::chrono::seconds(1'767'268'800);  // 2026-01-01T12:00:00Z

Judgement exceeded(const Change& change) {
  return target_duration_exceeded(change.now, change.lines);
}
Judgement short_window(const Change& change) { return window_short(change, 3); }
Judgement parts(const Change& change) { return part_duration(change.now, change.lines, 0.85); }
Judgement held_back(const Change& change) { return hold_back(change.now, change.lines); }
Judgement dates(const Change& change) { return program_date_time(change, noon, 1); }
Judgement other_dates(const Change& change) { return date_time_changed(change, 1); }

std::string with_head(const std::string& lines, const std::string& rest) {
  return sliding(10, rest, std::string(head) + lines);
}

std::string dated(const std::string& time, int sequence) {
  return "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T" + time + "Z\n" + segments(sequence, sequence);
}

std::string of_parts(const std::string& durations) {
  std::string text = "#EXT-X-PART-INF:PART-TARGET=1.0\n#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=3\n";
  std::string_view rest = durations;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    text += "#EXT-X-PART:DURATION=" + std::string(rest.substr(0, end)) + ",URI=\"p\"\n";
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return text;
}

std::string hinting(const std::string& rest) {
  return sliding(10, segments(10, 12) + rest,
                 std::string(head) + "#EXT-X-PART-INF:PART-TARGET=1.0\n");
}

const std::string live = window(10, 15);

const std::array rows{
    Row{"the sequence goes back", sequence_regressed, live, window(0, 5), true, 0},
    Row{"an edge is one segment behind", sequence_regressed, live, window(9, 14), false},
    Row{"the numbers go on by more than what left", sequence_skipped, live,
        sliding(13, segments(11, 16)), true, 2},
    Row{"nobody looked for two segments", sequence_skipped, live, window(17, 22), false},
    Row{"the numbers go on by more than time allows", sequence_skipped, live, window(30, 35), true,
        14},
    Row{"two segments are taken from the end", window_shrunk, live, window(10, 13), true, 2},
    Row{"a segment is taken from the beginning of an event", window_shrunk,
        with_head("#EXT-X-PLAYLIST-TYPE:EVENT\n", segments(10, 12)),
        sliding(11, segments(11, 13), std::string(head) + "#EXT-X-PLAYLIST-TYPE:EVENT\n"), true, 1},
    Row{"an event grows", window_shrunk,
        with_head("#EXT-X-PLAYLIST-TYPE:EVENT\n", segments(10, 12)),
        with_head("#EXT-X-PLAYLIST-TYPE:EVENT\n", segments(10, 13)), false},
    Row{"an older version has not lost its first segment yet", sequence_regressed, live,
        window(9, 15), false},
    Row{"an older version has one segment less", window_shrunk, live, window(10, 14), false},
    Row{"another URI", segment_identity, live, sliding(10, segments(10, 14) + segments(99, 99)),
        true, 15},
    Row{"another token", segment_identity,
        sliding(10, "#EXTINF:6.0,\na.ts?t=1\n#EXTINF:6.0,\nb.ts?t=1\n"),
        sliding(10, "#EXTINF:6.0,\na.ts?t=2\n#EXTINF:6.0,\nb.ts?t=2\n"), false},
    Row{"another duration", segment_identity, live, sliding(10, segments(10, 15, "5.9")), true, 10},
    Row{"another way to write a duration", segment_identity, live,
        sliding(10, segments(10, 15, "6.00")), false},
    Row{"numbers stay while segments leave", segment_identity, live, sliding(10, segments(11, 16)),
        true, 10},
    Row{"a discontinuity leaves and is not counted", discontinuity_sequence,
        sliding(10, "#EXT-X-DISCONTINUITY\n" + segments(10, 12)), sliding(11, segments(11, 13)),
        true, 0},
    Row{"a discontinuity from nothing leaves and is not counted", discontinuity_sequence,
        sliding(0, "#EXT-X-DISCONTINUITY\n" + segments(0, 2)), sliding(1, segments(1, 3)), false},
    Row{"a discontinuity leaves and is counted", discontinuity_sequence,
        sliding(10, "#EXT-X-DISCONTINUITY\n" + segments(10, 12)),
        sliding(11, "#EXT-X-DISCONTINUITY-SEQUENCE:1\n" + segments(11, 13)), false},
    Row{"the segment before a discontinuity leaves", discontinuity_sequence,
        sliding(10, segments(10, 10) + "#EXT-X-DISCONTINUITY\n" + segments(11, 13)),
        sliding(11, "#EXT-X-DISCONTINUITY\n" + segments(11, 14)), false},
    Row{"a segment rounds to more than the target", exceeded, live,
        sliding(10, segments(10, 12) + segments(13, 13, "6.5")), true, 6.5},
    Row{"a segment rounds to the target", exceeded, live,
        sliding(10, segments(10, 12) + segments(13, 13, "6.499")), false},
    Row{"another target duration", target_duration_changed, live,
        "#EXTM3U\n#EXT-X-TARGETDURATION:7\n", true, 7},
    Row{"the same target duration", target_duration_changed, live, live, false},
    Row{"two segments are left", short_window, live, window(14, 15), true, 2},
    Row{"three segments of a little less", short_window, live,
        sliding(13, segments(13, 15, "5.96")), false},
    Row{"a young playlist that has lost nothing", short_window, window(10, 10), window(10, 11),
        false},
    Row{"an event", short_window, live, with_head("#EXT-X-PLAYLIST-TYPE:EVENT\n", segments(11, 11)),
        false},
    Row{"a sliding playlist ends", end_list_on_live, live, live + "#EXT-X-ENDLIST\n", true},
    Row{"a playlist that never slid ends", end_list_on_live, window(0, 5),
        window(0, 5) + "#EXT-X-ENDLIST\n", false},
    Row{"an event ends", end_list_on_live,
        with_head("#EXT-X-PLAYLIST-TYPE:EVENT\n", segments(10, 12)),
        with_head("#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-ENDLIST\n", segments(10, 12)), false},
    Row{"a long part", parts, live, with_head(of_parts("1.0 1.01"), ""), true, 1.01},
    Row{"a part of the target", parts, live, with_head(of_parts("1.0 1.0005"), ""), false},
    Row{"a short part in the middle", parts, live, with_head(of_parts("0.84 1.0"), ""), true, 0.84},
    Row{"a short part at the end", parts, live, with_head(of_parts("0.85 0.2"), ""), false},
    Row{"a short HOLD-BACK", held_back, live,
        with_head("#EXT-X-SERVER-CONTROL:HOLD-BACK=17.9\n", segments(10, 15)), true, 17.9},
    Row{"a HOLD-BACK that is just enough", held_back, live,
        with_head("#EXT-X-SERVER-CONTROL:HOLD-BACK=18\n", segments(10, 15)), false},
    Row{"a short PART-HOLD-BACK", held_back, live,
        with_head("#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=1.9\n#EXT-X-PART-INF:PART-TARGET=1\n", ""),
        true, 1.9},
    Row{"a PART-HOLD-BACK that is just enough", held_back, live,
        with_head("#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=2\n#EXT-X-PART-INF:PART-TARGET=1\n", ""),
        false},
    Row{"a short CAN-SKIP-UNTIL", held_back, live,
        with_head("#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=35.9\n", segments(10, 15)), true, 35.9},
    Row{"a CAN-SKIP-UNTIL that is just enough", held_back, live,
        with_head("#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=36\n", segments(10, 15)), false},
    Row{"dates are gone", other_dates, sliding(10, dated("11:00:00", 10)), live, true},
    Row{"dates were never there", other_dates, live, window(11, 16), false},
    Row{"a date leaves with its discontinuity", other_dates,
        sliding(10, "#EXT-X-DISCONTINUITY\n" + dated("11:00:00", 10) + segments(11, 15)),
        window(11, 16), false},
    Row{"dates drift, a little with each segment", dates, live,
        sliding(10, dated("11:00:00", 10) + dated("11:00:06.6", 11) + dated("11:00:13.2", 12)),
        true, 1.2},
    Row{"dates keep up with durations that are rounded", dates, live,
        "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXT-X-PROGRAM-DATE-TIME:2026-01-01T11:00:00Z\n" +
            segments(10, 13, "6") + dated("11:00:22", 14),
        false},
    Row{"dates go ahead", dates, live, sliding(10, dated("11:00:00", 10) + dated("11:00:07.1", 11)),
        true, 1.1},
    Row{"dates go a little ahead", dates, live,
        sliding(10, dated("11:00:00", 10) + dated("11:00:06.9", 11)), false},
    Row{"dates jump at a discontinuity", dates, live,
        sliding(10, dated("11:00:00", 10) + "#EXT-X-DISCONTINUITY\n" + dated("11:30:00", 11)),
        false},
    Row{"the date of a segment has changed", other_dates,
        sliding(10, dated("11:00:00", 10) + segments(11, 12)), sliding(11, dated("11:00:08", 11)),
        true, 2},
    Row{"a segment has the date that was to be expected", other_dates,
        sliding(10, dated("11:00:00", 10) + segments(11, 12)), sliding(11, dated("11:00:06.5", 11)),
        false},
    Row{"a segment begins in the future", dates, live, sliding(10, dated("12:00:07", 10)), true, 7},
    Row{"a clock is a little ahead", dates, live, sliding(10, dated("12:00:05", 10)), false},
    Row{"dates go over midnight", dates, live,
        sliding(10, "#EXT-X-PROGRAM-DATE-TIME:2025-12-31T23:59:57Z\n" + segments(10, 10) +
                        "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:03Z\n" + segments(11, 11)),
        false},
    Row{"another part than the one hinted at", preload_hint,
        hinting("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"13.0\"\n"),
        hinting("#EXT-X-PART:DURATION=1,URI=\"other\"\n"), true},
    Row{"the part that was hinted at", preload_hint,
        hinting("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"13.0\"\n"),
        hinting("#EXT-X-PART:DURATION=1,URI=\"13.0\"\n"), false},
    Row{"another range than the one hinted at", preload_hint,
        hinting("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"13\",BYTERANGE-START=100\n"),
        hinting("#EXT-X-PART:DURATION=1,URI=\"13\",BYTERANGE=\"50@90\"\n"), true},
    Row{"a hint is not there yet", preload_hint,
        hinting("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"13.0\"\n"),
        hinting("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"13.0\"\n"), false},
};

TEST(PlaylistRules, tell_what_breaks_from_what_nearly_does) {
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Versions versions(row.before, row.now);
    const Judgement judgement = row.rule(versions.change());
    EXPECT_EQ(judgement.is_broken, row.breaks) << judgement.message;
    if (!row.breaks || row.value == 0) continue;
    EXPECT_NEAR(judgement.value, row.value, 1e-9);
  }
}

TEST(Relation, tells_an_edge_that_is_behind_from_a_packager_that_began_anew) {
  const auto how = [](const std::string& before, const std::string& now) {
    return relation(media(before), media(now));
  };
  EXPECT_EQ(how(live, window(11, 16)), Relation::follows);
  EXPECT_EQ(how(live, window(8, 13)), Relation::older);
  EXPECT_EQ(how(live, window(0, 2)), Relation::restarted);
  EXPECT_EQ(how(live, sliding(9, segments(90, 95))), Relation::restarted);
  EXPECT_EQ(lag(media(live), media(window(8, 13))), 12s);
}

TEST(Freshness, counts_from_when_the_playlist_changed) {
  EXPECT_FALSE(playlist_stale(9s, 6s, 1.5).is_broken);
  EXPECT_TRUE(playlist_stale(9001ms, 6s, 1.5).is_broken);
}

TEST(Freshness, of_versions_that_follow_too_fast) {
  EXPECT_FALSE(playlist_too_early(3s, 6s, 0.5).is_broken);
  EXPECT_TRUE(playlist_too_early(2999ms, 6s, 0.5).is_broken);
}

TEST(Freshness, of_what_comes_out_of_a_cache) {
  EXPECT_FALSE(cached_too_long(-1, 6s, 0.5).is_broken);
  EXPECT_FALSE(cached_too_long(3, 6s, 0.5).is_broken);
  EXPECT_TRUE(cached_too_long(4, 6s, 0.5).is_broken);
}

TEST(Freshness, takes_an_edge_that_is_one_segment_behind) {
  EXPECT_FALSE(edges_disagree(6s, 6s, 0.5).is_broken);
  EXPECT_TRUE(edges_disagree(12s, 6s, 0.5).is_broken);
}

TEST(BlockingReload, has_to_bring_what_was_asked_for) {
  const auto list =
      media(hinting("#EXT-X-PART:DURATION=1,URI=\"a\"\n#EXT-X-PART:DURATION=1,URI=\"b\"\n"));
  const auto judged = [&](std::int64_t sequence, std::int64_t part) {
    return blocking_reload({.asked_media_sequence = sequence, .asked_part = part}, &list).is_broken;
  };
  EXPECT_FALSE(judged(-1, -1));
  EXPECT_FALSE(judged(12, -1));
  EXPECT_FALSE(judged(12, 9));
  EXPECT_TRUE(judged(13, -1));
  EXPECT_FALSE(judged(13, 1));
  EXPECT_TRUE(judged(13, 2));
  EXPECT_TRUE(judged(14, 0));
}

TEST(BlockingReload, may_not_be_refused) {
  vex::Playlist fetch{.reason = vex::Reason::http_status, .http_status = 400};
  EXPECT_FALSE(blocking_reload(fetch, nullptr).is_broken);
  fetch.asked_media_sequence = 5;
  EXPECT_TRUE(blocking_reload(fetch, nullptr).is_broken);
  fetch.http_status = 503;
  EXPECT_FALSE(blocking_reload(fetch, nullptr).is_broken);
}

TEST(RenditionReport, may_be_a_segment_behind) {
  const auto seen = media(live);
  const Lines lines("");
  const auto judged = [&](std::uint64_t last) {
    return rendition_report({.last_media_sequence = last}, seen, "v1", lines).is_broken;
  };
  EXPECT_FALSE(judged(15));
  EXPECT_FALSE(judged(14));
  EXPECT_TRUE(judged(13));
}

TEST(Evidence, has_the_line_and_its_number_without_secrets) {
  const Lines lines(
      "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"https://me:pw@k/?a=1\",IV=0x1\n"
      "s.ts?token=abc\r\n");
  EXPECT_EQ(lines(2).key, "line 2");
  EXPECT_EQ(lines(2).value, "#EXT-X-KEY:METHOD=AES-128,URI=\"https://***@k/?a=***\",IV=0x1");
  EXPECT_EQ(lines(3).value, "s.ts?token=***");
  EXPECT_EQ(lines(9).key, "");
}

TEST(Evidence, is_cut_and_printable) {
  EXPECT_EQ(shown_line("#EXTINF:6,\x1b[0m"), "#EXTINF:6,?[0m");
  EXPECT_EQ(shown_line("#" + std::string(500, 'a')).size(), 203U);
  EXPECT_EQ(shown_line("#EXT-X-DEFINE:NAME=\"t\",VALUE=\"abc\""), "#EXT-X-DEFINE:***");
}

}  // namespace
}  // namespace analyzers::hls
