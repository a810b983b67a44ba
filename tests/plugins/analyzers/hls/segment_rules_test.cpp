// Each rule of segments and variants by one that breaks it and one that nearly does.
#include <array>
#include <string>

#include "plugins/analyzers/hls/bandwidth.hpp"
#include "plugins/analyzers/hls/codecs.hpp"
#include "plugins/analyzers/hls/low_latency.hpp"
#include "plugins/analyzers/hls/segments.hpp"
#include "plugins/analyzers/hls/variants.hpp"
#include "tests/plugins/analyzers/hls/playlists.hpp"

namespace analyzers::hls {
namespace {

using namespace test;
using media::m3u8::Variant;

vex::Segment segment() {
  return {.media_sequence = 11,
          .uri = "s11.ts",
          .download = 1s,
          .bytes = 750'000,
          .starts_with_tables = vex::Known::yes,
          .starts_with_keyframe = vex::Known::yes,
          .promised = 5960ms,
          .begin_dts = 66s,
          .end_dts = 72s};
}

TEST(SegmentMissing, is_what_is_listed_and_cannot_be_had) {
  vex::Segment missing = segment();
  EXPECT_FALSE(segment_missing(missing).is_broken);
  missing.reason = vex::Reason::not_found;
  missing.http_status = 404;
  EXPECT_TRUE(segment_missing(missing).is_broken);
  EXPECT_EQ(segment_missing(missing).value, 404);
  missing.hinted = true;
  EXPECT_FALSE(segment_missing(missing).is_broken);
  EXPECT_TRUE(hinted_part(missing).is_broken);
}

TEST(SegmentMissing, is_what_has_left_too_early) {
  vex::Segment gone = segment();
  EXPECT_FALSE(segment_gone(gone, 36s).is_broken);
  gone.reason = vex::Reason::not_found;
  gone.http_status = 404;
  const Judgement judgement = segment_gone(gone, 36s);
  EXPECT_TRUE(judgement.is_broken);
  EXPECT_EQ(judgement.value, 404);
  EXPECT_EQ(judgement.evidence.back().value, "41.960 s");
}

TEST(SegmentSlow, takes_its_duration_to_fetch) {
  vex::Segment slow = segment();
  slow.download = 5959ms;
  EXPECT_FALSE(segment_slow(slow, 1).is_broken);
  slow.download = 5960ms;
  EXPECT_TRUE(segment_slow(slow, 1).is_broken);
  EXPECT_EQ(segment_slow(slow, 1).value, 1);
  slow.whole = false;
  EXPECT_FALSE(segment_slow(slow, 1).is_broken);
}

TEST(SegmentDuration, is_that_of_the_media) {
  vex::Segment off = segment();
  off.end_dts = 66s + 6200ms;
  EXPECT_FALSE(segment_duration({}, off, 0.25).is_broken);
  off.end_dts = 66s + 6250ms;
  EXPECT_TRUE(segment_duration({}, off, 0.25).is_broken);
  EXPECT_NEAR(segment_duration({}, off, 0.25).value, 0.29, 1e-9);
}

TEST(SegmentDuration, in_whole_seconds_may_be_rounded) {
  vex::Segment rounded = segment();
  rounded.promised = 6s;
  rounded.end_dts = 66s + 6500ms;
  EXPECT_FALSE(segment_duration({}, rounded, 0.25).is_broken);
}

TEST(SegmentDuration, has_no_seam_without_a_discontinuity) {
  const auto judged = [](SegmentEnd before) {
    return segment_duration(before, segment(), 0.25).is_broken;
  };
  EXPECT_FALSE(judged({10, 0, 65800ms}));
  EXPECT_TRUE(judged({10, 0, 65700ms}));
  EXPECT_TRUE(judged({10, 0, 66300ms}));
  EXPECT_FALSE(judged({10, 1, 1s}));  // another discontinuity sequence
  EXPECT_FALSE(judged({9, 0, 60s}));  // one in between was not fetched
}

TEST(SegmentStart, has_tables_and_a_keyframe_where_that_is_said) {
  vex::Segment start = segment();
  EXPECT_FALSE(segment_start(start, true).is_broken);
  start.starts_with_keyframe = vex::Known::no;
  EXPECT_FALSE(segment_start(start, false).is_broken);
  EXPECT_TRUE(segment_start(start, true).is_broken);
  start.starts_with_keyframe = vex::Known::unknown;
  EXPECT_FALSE(segment_start(start, true).is_broken);
  start.starts_with_tables = vex::Known::no;
  EXPECT_TRUE(segment_start(start, false).is_broken);
}

TEST(Key, has_sixteen_bytes) {
  vex::Segment key{.kind = vex::Segment::key, .encryption = vex::Segment::aes_128, .bytes = 16};
  EXPECT_FALSE(key_unavailable(key).is_broken);
  key.bytes = 17;
  EXPECT_TRUE(key_unavailable(key).is_broken);
  key.encryption = vex::Segment::sample_aes;
  EXPECT_FALSE(key_unavailable(key).is_broken);
  key.reason = vex::Reason::auth;
  EXPECT_TRUE(key_unavailable(key).is_broken);
}

TEST(Bandwidth, peaks_over_half_to_one_and_a_half_of_the_target_duration) {
  // 1 s at 8 Mbit/s is too short to count alone; with its neighbour it is 3.2 Mbit/s.
  const std::array sizes{SegmentSize{1'000'000, 1s}, SegmentSize{1'000'000, 4s},
                         SegmentSize{750'000, 6s}};
  EXPECT_DOUBLE_EQ(peak_bitrate(sizes, 6s), 16e6 / 5);
}

TEST(Bandwidth, is_a_bound) {
  const Rates own{.peak = 1e6};
  EXPECT_FALSE(bandwidth_exceeded(own, {}, {.bandwidth = 909'100}, 1.1).is_broken);
  const Judgement over = bandwidth_exceeded(own, {}, {.bandwidth = 900'000}, 1.1);
  EXPECT_TRUE(over.is_broken);
  EXPECT_NEAR(over.value, 1.111, 0.001);
}

TEST(Bandwidth, is_that_of_the_picture_and_its_sound) {
  const Rates own{.peak = 1e6};
  const Variant variant{.bandwidth = 1'000'000};
  EXPECT_FALSE(bandwidth_exceeded(own, {.peak = 99'000}, variant, 1.1).is_broken);
  EXPECT_TRUE(bandwidth_exceeded(own, {.peak = 101'000}, variant, 1.1).is_broken);
}

TEST(Bandwidth, of_the_average_is_that_of_many_minutes) {
  const Variant variant{.bandwidth = 2'000'000, .average_bandwidth = 900'000};
  EXPECT_FALSE(bandwidth_exceeded({.mean = 989e3}, {}, variant, 1.1).is_broken);
  EXPECT_TRUE(bandwidth_exceeded({.mean = 991e3}, {}, variant, 1.1).is_broken);
  MeanRate rate;
  for (int i = 0; i < 99; ++i) rate.add({750'000, 6s});
  EXPECT_EQ(rate.over(10min), 0);
  rate.add({750'000, 6s});
  EXPECT_DOUBLE_EQ(rate.over(10min), 1e6);
}

TEST(Bandwidth, of_the_average_forgets_what_was_hours_ago) {
  MeanRate rate;
  for (int i = 0; i < 1000; ++i) rate.add({750'000, 6s});
  for (int i = 0; i < 6000; ++i) rate.add({1'500'000, 6s});
  EXPECT_NEAR(rate.over(10min), 2e6, 1e3);
  EXPECT_LT(rate.duration(), 1h);
}

TEST(Codecs, are_named_as_they_are) {
  EXPECT_TRUE(is_declared("avc1.64001F", "mp4a.40.2, avc1.64001f"));
  EXPECT_TRUE(is_declared("avc3.64001F", "avc1.640028"));   // a lower level
  EXPECT_FALSE(is_declared("avc1.640028", "avc1.64001f"));  // a higher one
  EXPECT_FALSE(is_declared("avc1.4D401F", "avc1.64001f"));
  EXPECT_TRUE(is_declared("hev1.1.6.L93.B0", "hvc1.1.6.L120.90"));
  EXPECT_FALSE(is_declared("hvc1.2.4.L93.B0", "hvc1.1.6.L120.90"));
  EXPECT_FALSE(is_declared("hvc1.1.6.L123", "hvc1.1.6.L120.90"));  // a higher level
  EXPECT_TRUE(is_declared("hvc1.1", "hvc1.1.6.L120.90"));
  EXPECT_FALSE(is_declared("ac-3", "ec-3"));
  EXPECT_TRUE(is_declared("ac-3", "mp4a.a5"));
  EXPECT_TRUE(is_declared("mp4a.40.34", "mp4a.6B"));
  EXPECT_FALSE(is_declared("mp4a.6B", "mp4a.40.2"));
  EXPECT_FALSE(is_declared("ac-3", "avc1.64001f,mp4a.40.2"));
}

TEST(Codecs, of_aac_are_told_apart_as_far_as_the_media_tells) {
  EXPECT_FALSE(is_declared("mp4a.40.2", "mp4a.40.5"));
  EXPECT_FALSE(is_declared("mp4a.40.5", "mp4a.40.2"));
  EXPECT_FALSE(is_declared("mp4a.40.29", "mp4a.40.5"));
  EXPECT_TRUE(is_declared("mp4a.40.5", "mp4a.40.29"));  // the second version is hidden in the first
  EXPECT_TRUE(is_declared("mp4a.40", "mp4a.40.29"));    // LC of a low rate may be any of them
  EXPECT_TRUE(is_declared("mp4a.40.2", "mp4a.67"));     // AAC of MPEG-2
}

TEST(Codecs, of_sound_are_named_by_every_variant_that_it_goes_with) {
  media::m3u8::MultivariantPlaylist list;
  list.variants = {{.codecs = "avc1.64001f,mp4a.40.2", .audio = "a"},
                   {.codecs = "avc1.64001f,ec-3", .audio = "b"}};
  vex::Segment sound = segment();
  sound.codecs = "mp4a.40.2";
  EXPECT_FALSE(codecs_mismatch(list, {.group_id = "a"}, sound).is_broken);
  EXPECT_TRUE(codecs_mismatch(list, {.group_id = "b"}, sound).is_broken);
  EXPECT_FALSE(codecs_mismatch(list, {.group_id = "c"}, sound).is_broken);
}

TEST(Codecs, size_and_rate_are_those_of_the_media) {
  const Variant variant{.width = 1920, .height = 1080, .framerate = 29.97};
  vex::Segment media = segment();
  media.width = 1920;
  media.height = 1088;
  media.framerate = 30;
  EXPECT_FALSE(codecs_mismatch(variant, media).is_broken);
  media.width = 1440;  // pixels of 4:3
  EXPECT_FALSE(codecs_mismatch(variant, media).is_broken);
  media.height = 720;
  EXPECT_TRUE(codecs_mismatch(variant, media).is_broken);
  media.width = 1920;
  media.height = 1080;
  media.framerate = 59.94;
  EXPECT_TRUE(codecs_mismatch(variant, media).is_broken);
}

std::string dated(const std::string& time, int first, int last, const std::string& more = "") {
  return sliding(
      first, more + "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T" + time + "Z\n" + segments(first, last));
}

TEST(Variants, have_one_target_duration) {
  const auto six = media(window(10, 15));
  const auto seven = media("#EXTM3U\n#EXT-X-TARGETDURATION:7\n");
  EXPECT_TRUE(
      variants_misaligned(std::array{VariantView{"a", &six, 0s}, VariantView{"b", &seven, 0s}})
          .is_broken);
  EXPECT_FALSE(
      variants_misaligned(std::array{VariantView{"a", &six, 0s}, VariantView{"b", &six, 0s}})
          .is_broken);
}

TEST(Variants, have_one_discontinuity_sequence_at_a_time) {
  const auto one = media(dated("11:00:00", 10, 15));
  const auto same = media(dated("11:00:06", 500, 505));
  const auto other = media(dated("11:00:06", 500, 505, "#EXT-X-DISCONTINUITY-SEQUENCE:1\n"));
  EXPECT_FALSE(
      variants_misaligned(std::array{VariantView{"a", &one, 0s}, VariantView{"b", &same, 0s}})
          .is_broken);
  EXPECT_TRUE(
      variants_misaligned(std::array{VariantView{"a", &one, 0s}, VariantView{"b", &other, 0s}})
          .is_broken);
}

TEST(Variants, keep_up_with_each_other) {
  const auto ahead = media(dated("11:00:00", 10, 15));
  const auto behind = media(dated("10:59:48", 10, 15));
  const auto lost = media(dated("10:59:47", 10, 15));
  const auto judged = [&](const media::m3u8::MediaPlaylist& other, vex::Nanos fetched) {
    return variant_lagging(
        std::array{VariantView{"a", &ahead, 100s}, VariantView{"b", &other, fetched}}, 2);
  };
  EXPECT_FALSE(judged(behind, 100s).is_broken);
  EXPECT_TRUE(judged(lost, 100s).is_broken);
  EXPECT_DOUBLE_EQ(judged(lost, 100s).value, 13.0 / 6);
  EXPECT_FALSE(judged(lost, 94s).is_broken);  // it was looked at earlier
}

TEST(Variants, name_groups_that_are_there) {
  const auto judged = [](const std::string& lines) {
    const std::string text = "#EXTM3U\n" + lines;
    const auto read = media::m3u8::read_playlist(text);
    return group_missing(*std::get<media::m3u8::Playlist>(read).multivariant(), Lines(text));
  };
  const std::string media_tag = "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"n\"\n";
  const std::string variant =
      "#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO=\"a\",CLOSED-CAPTIONS=NONE\nv.m3u8\n";
  EXPECT_FALSE(judged(media_tag + variant).is_broken);
  const Judgement missing = judged(variant);
  EXPECT_TRUE(missing.is_broken);
  EXPECT_EQ(missing.evidence.at(0).key, "line 2");
}

}  // namespace
}  // namespace analyzers::hls
