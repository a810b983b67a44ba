// RTSP servers: GStreamer's with ffprobe as the judge, and one that mistreats its packets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/process/process.hpp"
#include "tests/support/servers/gstreamer_rtsp.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;

constexpr seconds patience{90};
constexpr const char* settings = "defaults: {window: 4s, liveness_timeout: 5s, timeout: 8s}";

std::string stream(const std::string& id, const std::string& url, const std::string& more = "") {
  return "    - {id: " + id + ", url: '" + url + "'" + more + "}\n";
}

nlohmann::json oracle_streams(const std::string& url) {
  support::Process oracle(
      {{"ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_streams", "-of", "json", url},
       {},
       {}});
  EXPECT_EQ(oracle.await_exit(seconds(60)), 0) << oracle.error_output();
  return nlohmann::json::parse(oracle.output())["streams"];
}

TEST(GstreamerRtspServer, is_watched_by_every_transport_and_codec_as_ffprobe_sees_it) {
  const support::GstreamerRtsp server;
  const std::vector<std::string> ids{"h264", "h265", "vp8", "tcp", "udp"};
  std::string streams = "  cup:\n";
  for (const std::string& id : ids) streams += stream(id, server.url("/" + id));
  streams += stream("audio", server.url("/audio"));
  Exporter exporter(streams, settings);
  const Exposition now = exporter.await(
      [&](const Exposition& seen) {
        return seen.value("video_stream_playable", {{"id", "audio"}}) == 1.0 &&
               std::all_of(ids.begin(), ids.end(), [&](const std::string& id) {
                 return seen.value("video_stream_framerate", {{"id", id}}) &&
                        seen.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}}) &&
                        seen.value("video_stream_live_latency_seconds", {{"id", id}});
               });
      },
      patience);
  for (const std::string& id : ids) {
    SCOPED_TRACE(id);
    // What /udp shows is that of /tcp, which ffprobe can play.
    const auto judged = oracle_streams(server.url(id == "udp" ? "/tcp" : "/" + id));
    const auto info = now.series("video_stream_info", {{"id", id}});
    ASSERT_EQ(info.size(), 1U);
    EXPECT_EQ(info[0].labels.at("protocol"), "rtsp");
    EXPECT_EQ(info[0].labels.at("video_codec"), judged[0]["codec_name"].get<std::string>());
    EXPECT_EQ(now.value("video_stream_width_pixels", {{"id", id}}),
              judged[0]["width"].get<double>());
    EXPECT_EQ(now.value("video_stream_height_pixels", {{"id", id}}),
              judged[0]["height"].get<double>());
    EXPECT_NEAR(now.value("video_stream_framerate", {{"id", id}}).value_or(0), 25, 0.5);
    EXPECT_EQ(now.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}}), 25.0);
    EXPECT_EQ(now.value("video_stream_rtp_lost_total", {{"id", id}, {"track", "video"}}), 0.0);
    EXPECT_GT(now.value("video_stream_rtp_packets_expected_total", {{"id", id}, {"track", "video"}})
                  .value_or(0),
              25);
    EXPECT_LT(std::abs(now.value("video_stream_live_latency_seconds", {{"id", id}}).value_or(99)),
              5);
  }
  const auto sound = now.series("video_stream_info", {{"id", "h264"}});
  EXPECT_EQ(sound.at(0).labels.at("audio_codec"), "aac");
  EXPECT_EQ(now.value("video_stream_audio_sample_rate_hertz", {{"id", "h264"}}), 48000.0);
  EXPECT_EQ(now.series("video_stream_info", {{"id", "audio"}}).at(0).labels.at("audio_codec"),
            "g711a");
}

TEST(GstreamerRtspServer, is_watched_within_a_transport_stream) {
  const support::GstreamerRtsp server;
  Exporter exporter("  cup:\n" + stream("tcp", server.url("/mpegts")) +
                        stream("udp", server.url("/mpegts"), ", probes: {rtsp: {transport: udp}}"),
                    settings);
  for (const char* id : {"tcp", "udp"}) {
    SCOPED_TRACE(id);
    const Exposition now = exporter.await(
        [&](const Exposition& seen) {
          return seen.value("video_stream_packet_loss_ratio", {{"id", id}}) &&
                 seen.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}}) &&
                 seen.value("video_stream_framerate", {{"id", id}}) &&
                 seen.value("video_stream_audio_sample_rate_hertz", {{"id", id}}) == 48000.0;
        },
        patience);
    const auto judged = oracle_streams(server.url("/mpegts"));
    const auto video = std::find_if(judged.begin(), judged.end(),
                                    [](const auto& one) { return one["codec_type"] == "video"; });
    ASSERT_NE(video, judged.end());
    const auto info = now.series("video_stream_info", {{"id", id}});
    ASSERT_EQ(info.size(), 1U);
    EXPECT_EQ(info[0].labels.at("video_codec"), (*video)["codec_name"].get<std::string>());
    EXPECT_EQ(info[0].labels.at("audio_codec"), "aac");
    EXPECT_EQ(now.value("video_stream_width_pixels", {{"id", id}}),
              (*video)["width"].get<double>());
    EXPECT_NEAR(now.value("video_stream_framerate", {{"id", id}}).value_or(0), 25, 0.5);
    EXPECT_EQ(now.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}}), 25.0);
    EXPECT_GT(now.value("video_stream_ts_packets_total", {{"id", id}}).value_or(0), 100);
    for (const char* kind : {"continuity", "crc", "pat", "pmt", "sync_loss", "pcr_discontinuity"}) {
      EXPECT_EQ(now.value("video_stream_ts_errors_total", {{"id", id}, {"kind", kind}}), 0.0)
          << kind;
    }
    EXPECT_EQ(now.value("video_stream_packet_loss_ratio", {{"id", id}}), 0.0);
  }
}

TEST(GstreamerRtspServer, refuses_with_the_reason_that_operators_know) {
  const support::GstreamerRtsp open;
  const support::GstreamerRtsp basic(support::GstreamerRtsp::Authentication::basic);
  const support::GstreamerRtsp digest(support::GstreamerRtsp::Authentication::digest);
  std::string streams = "  cup:\n";
  for (const auto& [name, server] : {std::pair{"basic", &basic}, std::pair{"digest", &digest}}) {
    const std::string prefix = name;
    streams += stream(prefix + "_right", server->url("/h264", "watcher:wonder"));
    streams += stream(prefix + "_wrong", server->url("/h264", "watcher:wrong"));
    streams += stream(prefix + "_none", server->url("/h264"));
  }
  streams += stream("nowhere", open.url("/nowhere"));
  streams += stream("refused", open.url("/tcp"), ", probes: {rtsp: {transport: udp}}");
  Exporter exporter(streams, settings);
  for (const char* id : {"basic_right", "digest_right"})
    exporter.await_state(id, true, 1, patience);
  for (const char* id : {"basic_wrong", "digest_wrong", "basic_none", "digest_none"}) {
    EXPECT_EQ(exporter.await_state(id, false, 1, patience).reason, "auth") << id;
  }
  EXPECT_EQ(exporter.await_state("nowhere", false, 1, patience).reason, "not_found");
  EXPECT_EQ(exporter.await_state("refused", false, 1, patience).reason, "unsupported");
}

TEST(GstreamerRtspServer, is_down_when_it_has_gone) {
  support::GstreamerRtsp server;
  Exporter exporter(
      "  cup:\n" + stream("tcp", server.url("/h264")) + stream("udp", server.url("/udp")),
      settings);
  for (const char* id : {"tcp", "udp"}) exporter.await_state(id, true, 1, patience);
  server.stop();
  for (const char* id : {"tcp", "udp"}) {
    EXPECT_THAT(exporter.await_state(id, false, 1, patience).reason,
                testing::AnyOf("closed", "stalled", "connect"));
  }
}

TEST(LossyRtspServer, has_every_lost_swapped_and_repeated_packet_counted) {
  support::LossyRtsp server;
  Exporter exporter("  cup:\n" + stream("lossy", server.url()), settings);
  exporter.await_state("lossy", true, 1, patience);
  const auto counts = server.await_counts();
  ASSERT_GT(counts.dropped, 30U);
  ASSERT_GT(counts.swapped, 20U);
  const Exposition::Labels video{{"id", "lossy"}, {"track", "video"}};
  // Losses count once 64 later packets have come, which takes a third of a second.
  const Exposition now = exporter.await(
      [&](const Exposition& seen) {
        return seen.value("video_stream_rtp_packets_expected_total", video).value_or(0) >
               static_cast<double>(counts.sequence_numbers + 200);
      },
      patience);
  EXPECT_EQ(now.value("video_stream_rtp_lost_total", video), static_cast<double>(counts.dropped));
  EXPECT_EQ(now.value("video_stream_rtp_reordered_total", video),
            static_cast<double>(counts.swapped));
  EXPECT_EQ(now.value("video_stream_up", {{"id", "lossy"}}), 1.0);
}

}  // namespace
}  // namespace end_to_end
