// RTMP: nginx with ffmpeg publishing and ffprobe as the judge, and the origin's faults.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/oracle/oracle.hpp"
#include "tests/support/origin/server.hpp"
#include "tests/support/servers/free_port.hpp"
#include "tests/support/servers/nginx_rtmp.hpp"
#include "tests/support/servers/unanswering_port.hpp"

namespace end_to_end {
namespace {

using origin::Scheme;
using std::chrono::seconds;
using testing::AnyOf;

constexpr seconds patience{60};
constexpr const char* settings = "defaults: {window: 4s, liveness_timeout: 3s, timeout: 3s}";

std::string stream(const std::string& id, const std::string& url, const std::string& more = "") {
  return "    - {id: " + id + ", url: '" + url + "'" + more + "}\n";
}

void expect_as_by_oracle(const Exposition& now, const std::string& id,
                         const support::OracleOpinion& oracle) {
  SCOPED_TRACE(id);
  const Exposition::Labels labels{{"id", id}};
  const auto& video = oracle.track("video");
  const auto& audio = oracle.track("audio");
  const auto info = now.series("video_stream_info", labels);
  ASSERT_EQ(info.size(), 1U);
  EXPECT_EQ(info[0].labels.at("container"), "flv");
  EXPECT_EQ(info[0].labels.at("video_codec"), video.codec);
  EXPECT_EQ(info[0].labels.at("video_profile"), video.profile);
  EXPECT_EQ(info[0].labels.at("audio_codec"), audio.codec);
  EXPECT_EQ(now.value("video_stream_width_pixels", labels), video.width);
  EXPECT_EQ(now.value("video_stream_height_pixels", labels), video.height);
  EXPECT_EQ(now.value("video_stream_audio_sample_rate_hertz", labels), audio.sample_rate);
  EXPECT_NEAR(now.value("video_stream_framerate", labels).value_or(0), video.frame_rate, 0.1);
  EXPECT_EQ(now.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}}),
            static_cast<double>(video.gop_packets.at(0)));
}

bool is_measured(const Exposition& seen, const std::string& id) {
  return seen.value("video_stream_playable", {{"id", id}}) == 1.0 &&
         seen.value("video_stream_framerate", {{"id", id}}) &&
         seen.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}});
}

TEST(NginxRtmpServer, is_watched_as_ffprobe_sees_it_with_tls_and_without) {
  support::NginxRtmp server;
  server.publish({clips::path("h264_aac.flv")}, "/live/a");
  Exporter exporter("  live:\n" + stream("plain", server.url("/live/a")) +
                        stream("tls", server.tls_url("/live/a"),
                               ", tls: {ca_file: '" + server.ca_file().string() + "'}"),
                    settings);
  const Exposition now = exporter.await(
      [](const Exposition& seen) { return is_measured(seen, "plain") && is_measured(seen, "tls"); },
      patience);
  const auto oracle = support::ask_oracle(server.url("/live/a"), seconds(5));
  for (const char* id : {"plain", "tls"}) {
    expect_as_by_oracle(now, id, oracle);
    for (const char* phase : {"connect", "handshake", "request", "first_media"}) {
      EXPECT_TRUE(now.value("video_stream_phase_seconds", {{"id", id}, {"phase", phase}})) << phase;
    }
    EXPECT_TRUE(now.value("video_stream_response_ms", {{"id", id}}));
    EXPECT_TRUE(now.value("video_stream_rtt_ms", {{"id", id}}));
    EXPECT_GT(now.value("video_stream_tcp_rtt_seconds", {{"id", id}}).value_or(0), 0);
    EXPECT_TRUE(now.value("video_stream_tcp_retransmits_total", {{"id", id}}));
    EXPECT_FALSE(now.value("video_stream_packet_loss_ratio", {{"id", id}}));
  }
  EXPECT_EQ(now.series("video_stream_info", {{"id", "plain"}}).at(0).labels.at("protocol"), "rtmp");
  EXPECT_EQ(now.series("video_stream_info", {{"id", "tls"}}).at(0).labels.at("protocol"), "rtmps");
  EXPECT_TRUE(now.value("video_stream_tls_certificate_expiry_timestamp_seconds", {{"id", "tls"}}));
}

TEST(NginxRtmpServer, is_watched_through_the_publisher_s_absence_and_its_own) {
  support::NginxRtmp server;
  server.publish({clips::path("h264_aac.flv")}, "/live/a");
  Exporter exporter("  live:\n" + stream("a", server.url("/live/a")), settings);
  exporter.await_state("a", true, 1, patience);
  server.unpublish();
  EXPECT_THAT(exporter.await_state("a", false, 1, patience).reason,
              AnyOf("closed", "no_media", "stalled"));
  server.publish({clips::path("h264_aac.flv")}, "/live/a");
  exporter.await_state("a", true, 2, patience);
  server.unpublish();
  server.stop();
  exporter.await_state("a", false, 2, patience);
  server.start();
  server.publish({clips::path("h264_aac.flv")}, "/live/a");
  exporter.await_state("a", true, 3, patience);
}

TEST(NginxRtmpServer, refuses_with_the_reason_that_operators_know) {
  support::NginxRtmp server;
  server.publish({clips::path("h264_aac.flv")}, "/locked/a");
  Exporter exporter("  live:\n" + stream("token", server.url("/locked/a?token=right")) +
                        stream("no_token", server.url("/locked/a")) +
                        stream("gone", server.url("/gone/a")) +
                        stream("not_published", server.url("/strict/a")) +
                        stream("no_application", server.url("/nowhere/a")) +
                        stream("nobody", server.url("/live/nobody")) +
                        stream("untrusted", server.tls_url("/live/a")),
                    settings);
  exporter.await_state("token", true, 1, patience);
  // nginx closes the connection without a word where the HTTP server says no, by 401 or 404 alike,
  // and where there is no application.
  EXPECT_EQ(exporter.await_state("no_token", false, 1, patience).reason, "closed");
  EXPECT_EQ(exporter.await_state("gone", false, 1, patience).reason, "closed");
  EXPECT_EQ(exporter.await_state("no_application", false, 1, patience).reason, "closed");
  EXPECT_EQ(exporter.await_state("not_published", false, 1, patience).reason, "not_found");
  EXPECT_EQ(exporter.await_state("nobody", false, 1, patience).reason, "no_media");
  EXPECT_EQ(exporter.await_state("untrusted", false, 1, patience).reason, "tls");
}

TEST(RtmpOrigin, is_watched_with_all_that_servers_do_differently) {
  origin::Server server({.with_tls = true});
  const std::vector<std::pair<const char*, std::string>> streams{
      {"plain", server.url("/live/plain", Scheme::rtmp)},
      {"tls", server.url("/live/tls", Scheme::rtmps)},
      {"wrapped", server.url("/live/wrapped?start_ts=4294964296", Scheme::rtmp)},
      {"extended", server.url("/live/extended?start_ts=20000000", Scheme::rtmp)},
      {"small", server.url("/live/small?rtmp_chunk_size=1", Scheme::rtmp)},
      {"large", server.url("/live/large?rtmp_chunk_size=10000000", Scheme::rtmp)},
      {"aggregate", server.url("/live/aggregate?rtmp_aggregate=1", Scheme::rtmp)},
      {"pings", server.url("/live/pings?rtmp_ping=1", Scheme::rtmp)},
      {"enhanced", server.url("/live/enhanced?video=hevc&enhanced_video=1", Scheme::rtmp)},
  };
  std::string config = "  cup:\n";
  for (const auto& [id, url] : streams) config += stream(id, url);
  Exporter exporter(config,
                    "defaults: {window: 4s, liveness_timeout: 3s, timeout: 5s, tls: "
                    "{ca_file: '" +
                        server.ca_file().string() + "'}}");
  const Exposition now = exporter.await(
      [&](const Exposition& seen) {
        return std::all_of(streams.begin(), streams.end(),
                           [&](const auto& each) { return is_measured(seen, each.first); });
      },
      patience);
  for (const auto& [id, url] : streams) {
    EXPECT_NEAR(now.value("video_stream_framerate", {{"id", id}}).value_or(0), 25, 0.1) << id;
    EXPECT_EQ(now.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}}), 50.0) << id;
    for (const char* kind : {"backward", "gap"}) {
      EXPECT_EQ(now.value("video_stream_timestamp_discontinuities_total",
                          {{"id", id}, {"track", "video"}, {"kind", kind}})
                    .value_or(0),
                0.0)
          << id;
    }
  }
  EXPECT_GT(server.figures("/live/pings").pongs, 10U);
  EXPECT_EQ(now.series("video_stream_info", {{"id", "enhanced"}}).at(0).labels.at("video_codec"),
            "hevc");
}

struct Fault {
  const char* id;
  const char* query;
  const char* reason;
};

TEST(RtmpOrigin, is_down_with_the_right_reason_and_recovers) {
  origin::Server server;
  const std::vector<Fault> faults{
      {"stalls", "stall_after=0", "stalled"}, {"freezes", "freeze_after=0", "clock_stopped"},
      {"ends", "end_after=0", "closed"},      {"cut", "cut_after=0", "closed"},
      {"reset", "reset_after=0", "closed"},   {"corrupt", "corrupt_after=0", "protocol"},
  };
  std::string config = "  cup:\n";
  for (const Fault& fault : faults) {
    config += stream(fault.id, server.url(std::string("/live/") + fault.id, Scheme::rtmp));
  }
  Exporter exporter(config, settings);
  for (const Fault& fault : faults) exporter.await_state(fault.id, true, 1, patience);
  for (const Fault& fault : faults) {
    server.set_fault(std::string("/live/") + fault.id, fault.query);
  }
  for (const Fault& fault : faults) {
    EXPECT_EQ(exporter.await_state(fault.id, false, 1, patience).reason, fault.reason) << fault.id;
    server.clear_fault(std::string("/live/") + fault.id);
  }
  for (const Fault& fault : faults) exporter.await_state(fault.id, true, 2, patience);
}

TEST(RtmpOrigin, refuses_or_says_nothing_and_recovers) {
  origin::Server server;
  const std::vector<Fault> faults{
      {"gone", "status=404", "not_found"},     {"forbidden", "status=403", "auth"},
      {"broken", "status=500", "http_status"}, {"silent", "rtmp_silent=1", "timeout"},
      {"no_media", "no_media=1", "no_media"},
  };
  std::string config = "  cup:\n";
  for (const Fault& fault : faults) {
    const std::string path = std::string("/live/") + fault.id;
    server.set_fault(path, fault.query);
    config += stream(fault.id, server.url(path, Scheme::rtmp));
  }
  config += stream("rejected", server.url("/live?status=401/a", Scheme::rtmp));
  config += stream("no_answer", server.url("/live?rtmp_silent=1/a", Scheme::rtmp));
  support::UnansweringPort nowhere;
  config += stream("nowhere", "rtmp://127.0.0.1:" + std::to_string(nowhere.port()) + "/live/a");
  config +=
      stream("refused", "rtmp://127.0.0.1:" + std::to_string(support::free_port()) + "/live/a");
  Exporter exporter(config, settings);
  for (const Fault& fault : faults) {
    EXPECT_EQ(exporter.await_state(fault.id, false, 1, patience).reason, fault.reason) << fault.id;
    server.clear_fault(std::string("/live/") + fault.id);
  }
  EXPECT_EQ(exporter.await_state("rejected", false, 1, patience).reason, "auth");
  EXPECT_EQ(exporter.await_state("no_answer", false, 1, patience).reason, "timeout");
  EXPECT_EQ(exporter.await_state("nowhere", false, 1, patience).reason, "connect_timeout");
  EXPECT_EQ(exporter.await_state("refused", false, 1, patience).reason, "connect");
  for (const Fault& fault : faults) exporter.await_state(fault.id, true, 1, patience);
}

TEST(RtmpOrigin, may_take_its_time_over_the_handshake) {
  origin::Server server;
  server.set_fault("handshake", "no_media=1");
  Exporter exporter("  cup:\n" + stream("a", server.url("/live/a", Scheme::rtmp)), settings);
  EXPECT_EQ(exporter.await_state("a", false, 1, patience).reason, "timeout");
  server.set_fault("handshake", "slow_headers=1.2");
  const Exposition now = exporter.await_up("a", 1, patience);
  EXPECT_GE(
      now.value("video_stream_phase_seconds", {{"id", "a"}, {"phase", "handshake"}}).value_or(0),
      1.2);
}

}  // namespace
}  // namespace end_to_end
