// HLS: ffmpeg's muxer behind nginx with ffprobe as the judge, and an origin that breaks on demand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/oracle/oracle.hpp"
#include "tests/support/servers/ffmpeg_hls.hpp"
#include "tests/support/servers/live_hls.hpp"
#include "tests/support/servers/nginx_rtmp.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;

constexpr seconds patience{60};
constexpr const char* settings = "defaults: {window: 4s, liveness_timeout: 4s, timeout: 5s}";

std::string stream(const std::string& id, const std::string& url, const std::string& more = "") {
  return "    - {id: " + id + ", url: '" + url + "'" + more + "}\n";
}

class FfmpegHls : public testing::Test {
 protected:
  support::FfmpegHls origin_{clips::folder()};
};

struct Wanted {
  const char* id;
  const char* clip;
  const char* container;
};

TEST_F(FfmpegHls, is_watched_as_ffprobe_sees_it) {
  constexpr Wanted wanted[] = {{"ts", "h264.mp4", "mpegts"},
                               {"fmp4", "h264.mp4", "fmp4"},
                               {"low", "low.mp4", "fmp4"},
                               {"aes", "low.mp4", "mpegts"}};
  std::string streams = "  cup:\n" + stream("ts", origin_.url("ts")) +
                        stream("fmp4", origin_.url("fmp4")) +
                        stream("low", origin_.url("fmp4"), ", probes: {hls: {variants: lowest}}") +
                        stream("aes", origin_.url("aes"));
  Exporter exporter(streams, settings);
  const Exposition now = exporter.await(
      [&](const Exposition& seen) {
        return std::all_of(std::begin(wanted), std::end(wanted), [&](const Wanted& row) {
          return seen.value("video_stream_framerate", {{"id", row.id}}) &&
                 seen.value("video_stream_playable", {{"id", row.id}}) == 1.0 &&
                 seen.value("video_stream_gop_frames", {{"id", row.id}, {"stat", "last"}}) &&
                 seen.value("video_stream_live_latency_seconds", {{"id", row.id}});
        });
      },
      patience);
  const auto sound = support::ask_oracle(clips::path("aac.mp4").string());
  for (const Wanted& row : wanted) {
    SCOPED_TRACE(row.id);
    const Exposition::Labels labels{{"id", row.id}};
    const auto opinion = support::ask_oracle(clips::path(row.clip).string());
    const auto& video = opinion.track("video");
    const auto info = now.series("video_stream_info", labels);
    ASSERT_EQ(info.size(), 1U);
    EXPECT_EQ(info[0].labels.at("protocol"), "hls");
    EXPECT_EQ(info[0].labels.at("container"), row.container);
    EXPECT_EQ(info[0].labels.at("video_codec"), video.codec);
    EXPECT_EQ(info[0].labels.at("video_profile"), video.profile);
    EXPECT_EQ(info[0].labels.at("audio_codec"), "aac");
    EXPECT_EQ(now.value("video_stream_width_pixels", labels), video.width);
    EXPECT_EQ(now.value("video_stream_height_pixels", labels), video.height);
    EXPECT_EQ(now.value("video_stream_audio_sample_rate_hertz", labels),
              sound.track("audio").sample_rate);
    EXPECT_NEAR(now.value("video_stream_framerate", labels).value_or(0), video.frame_rate, 0.1);
    EXPECT_EQ(now.value("video_stream_gop_frames", {{"id", row.id}, {"stat", "last"}}),
              static_cast<double>(video.gop_packets.at(0)));
    // ffmpeg dates a segment when it begins to write it, and lists it when it is whole.
    const double latency =
        now.value("video_stream_live_latency_seconds", {{"id", row.id}, {"source", "pdt"}})
            .value_or(-1);
    EXPECT_GT(latency, -1);
    EXPECT_LT(latency, 12);
    EXPECT_TRUE(now.series("video_stream_finding_active", labels).empty());
  }
}

TEST_F(FfmpegHls, is_stalled_when_its_playlist_stays_the_same) {
  Exporter exporter("  cup:\n" + stream("ts", origin_.url("ts")), settings);
  exporter.await_state("ts", true, 1, patience);
  origin_.ts_muxer().send_signal(SIGSTOP);
  const auto change = exporter.await_state("ts", false, 1, patience);
  origin_.ts_muxer().send_signal(SIGCONT);
  EXPECT_EQ(change.reason, "stalled");
  exporter.await_state("ts", true, 2, patience);
}

/// What an encoder publishes by RTMP, nginx serves as HLS.
TEST(NginxRtmpHls, is_watched_as_ffprobe_sees_it_until_nobody_publishes_it) {
  support::NginxRtmp server;
  server.publish({clips::path("h264_aac.flv")}, "/hls/a");
  Exporter exporter("  cup:\n" + stream("a", server.await_playlist("/hls/a")), settings);
  const Exposition::Labels labels{{"id", "a"}};
  const Exposition now = exporter.await(
      [&](const Exposition& seen) {
        return seen.value("video_stream_framerate", labels) &&
               seen.value("video_stream_playable", labels) == 1.0 &&
               seen.value("video_stream_gop_frames", {{"id", "a"}, {"stat", "last"}});
      },
      patience);
  const auto opinion = support::ask_oracle(clips::path("h264_aac.flv").string());
  const auto& video = opinion.track("video");
  const auto info = now.series("video_stream_info", labels);
  ASSERT_EQ(info.size(), 1U);
  EXPECT_EQ(info[0].labels.at("container"), "mpegts");
  EXPECT_EQ(info[0].labels.at("video_codec"), video.codec);
  EXPECT_EQ(info[0].labels.at("video_profile"), video.profile);
  EXPECT_EQ(info[0].labels.at("audio_codec"), opinion.track("audio").codec);
  EXPECT_EQ(now.value("video_stream_width_pixels", labels), video.width);
  EXPECT_NEAR(now.value("video_stream_framerate", labels).value_or(0), video.frame_rate, 0.1);
  EXPECT_EQ(now.value("video_stream_gop_frames", {{"id", "a"}, {"stat", "last"}}),
            static_cast<double>(video.gop_packets.at(0)));
  EXPECT_TRUE(now.series("video_stream_findings_total", labels).empty());
  server.unpublish();
  EXPECT_THAT(exporter.await_state("a", false, 1, patience).reason,
              testing::AnyOf("stalled", "closed", "not_found"));
}

/// A stream that is broken, or breaks soon.
struct Broken {
  const char* name;
  const char* reason;
};

constexpr Broken broken[] = {
    {"stale", "stalled"},
    {"gone_later", "not_found"},
    {"html", "protocol"},
    {"html_later", "protocol"},
    {"binary", "protocol"},
    {"endless", "too_large"},
    {"bomb", "too_large"},
    {"nested", "protocol"},
    {"nowhere", "not_found"},
    {"many", "too_large"},
    {"redirect_loop", "redirect"},
    {"forbidden", "auth"},
    {"file_scheme", "refused_target"},
    {"data_scheme", "refused_target"},
    {"segments_gone", "not_found"},
    {"segments_html", "protocol"},
    {"huge_numbers", "stalled"},
};

/// What the analyzer of HLS finds of some of them.
struct Found {
  const char* name;
  const char* rule;
};

// ffmpeg cuts the parts of "ll" by frames: some are under 85 % of the part target.
constexpr Found found[] = {
    {"gone_later", "hls_playlist_unavailable"},   {"html_later", "hls_playlist_unavailable"},
    {"segments_gone", "hls_segment_missing"},     {"one_missing", "hls_segment_missing"},
    {"variant_dies", "hls_playlist_unavailable"}, {"texts_off", "hls_variants_misaligned"},
    {"restart", "hls_sequence_regressed"},        {"ll", "hls_part_duration"}};

/// A stream that is odd and well.
constexpr const char* odd[] = {"plain",   "ll",           "zipped", "one_missing", "slow",
                               "restart", "variant_dies", "texts",  "texts_off"};

TEST(HlsOrigin, is_down_for_the_right_reason_or_up_all_the_time) {
  const support::LiveHls origin({clips::path("h264_aac.flv")});
  std::string streams = "  cup:\n";
  for (const Broken& row : broken) streams += stream(row.name, origin.url(row.name));
  // One missing segment of 2 s leaves 4 s without media.
  for (const char* name : odd) streams += stream(name, origin.url(name), ", liveness_timeout: 8s");
  streams += stream("heads", origin.url("plain"), ", probes: {hls: {segments: heads}}");
  Exporter exporter(streams, settings);
  for (const Broken& row : broken) {
    EXPECT_EQ(exporter.await_state(row.name, false, 1, patience).reason, row.reason) << row.name;
  }
  const auto is_found = [](const Exposition& seen, const Found& row) {
    return seen.value("video_stream_findings_total", {{"id", row.name}, {"rule", row.rule}})
        .has_value();
  };
  const Exposition now = exporter.await(
      [&](const Exposition& seen) {
        return std::all_of(std::begin(found), std::end(found),
                           [&](const Found& row) { return is_found(seen, row); });
      },
      patience);
  for (const char* name : odd) {
    SCOPED_TRACE(name);
    EXPECT_EQ(now.value("video_stream_up", {{"id", name}}), 1.0);
    EXPECT_EQ(now.value("video_stream_reconnect_count", {{"id", name}}), 0.0);
    EXPECT_NEAR(now.value("video_stream_framerate", {{"id", name}}).value_or(0), 25, 0.5);
  }
  EXPECT_EQ(now.value("video_stream_healthy", {{"id", "variant_dies"}}), 0.0);
  for (const char* name : {"plain", "zipped", "heads", "texts"}) {
    EXPECT_TRUE(now.series("video_stream_findings_total", {{"id", name}}).empty()) << name;
  }
  for (const Sample& sample : now.series("video_stream_findings_total", {{"id", "ll"}})) {
    EXPECT_EQ(sample.labels.at("rule"), "hls_part_duration");
  }
  EXPECT_EQ(now.value("video_stream_up", {{"id", "heads"}}), 1.0);
  EXPECT_FALSE(now.value("video_stream_framerate", {{"id", "heads"}}));
  EXPECT_GT(now.value("video_stream_hls_coverage_ratio", {{"id", "ll"}}).value_or(0), 0.7);
  for (const char* what : {"blocking", "skip", "part"})
    EXPECT_TRUE(origin.await_count("ll", what, 6));
  EXPECT_TRUE(origin.await_count("stale", "not_modified", 1));
  EXPECT_TRUE(origin.await_count("zipped", "zipped", 4));
  EXPECT_TRUE(origin.await_count("endless", "cut", 1));
  for (const char* path : {"/metrics", "/api/v1/streams", "/"}) {
    EXPECT_THAT(exporter.page(path), testing::Not(testing::HasSubstr("secretsecret"))) << path;
  }
  EXPECT_THAT(exporter.process().output() + exporter.process().error_output(),
              testing::Not(testing::HasSubstr("secretsecret")));
}

}  // namespace
}  // namespace end_to_end
