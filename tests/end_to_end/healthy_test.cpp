// Streams that are well are not told of: HLS of each kind, and live streams beside it. A few
// seconds in a build, half an hour in scripts/soak.sh.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/origin/server.hpp"
#include "tests/support/servers/ffmpeg_hls.hpp"
#include "tests/support/servers/live_hls.hpp"
#include "tests/support/servers/nginx_rtmp.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr seconds patience{60};

seconds length() {
  const char* const given = std::getenv("VEX_HEALTHY_SECONDS");
  return seconds(given == nullptr ? 10 : std::atol(given));
}

struct Watched {
  std::string id;
  std::string url;
  std::string more{};
};

TEST(HealthyStreams, are_told_of_nothing) {
  support::NginxRtmp rtmp;
  // Separate files: the tracks of one would not begin anew at the same moment.
  const std::vector tracks{clips::path("low.mp4"), clips::path("aac.mp4")};
  rtmp.publish(tracks, "/hls/a");
  const support::FfmpegHls ffmpeg(clips::folder());
  const support::LiveHls live(tracks, length() + std::chrono::minutes(3));
  const origin::Server origin;
  const std::vector<Watched> streams{
      {"ts", ffmpeg.url("ts")},
      {"fmp4", ffmpeg.url("fmp4")},
      {"all", ffmpeg.url("fmp4"), ", probes: {hls: {variants: all}}"},
      {"lowest", ffmpeg.url("fmp4"), ", probes: {hls: {variants: lowest}}"},
      {"aes", ffmpeg.url("aes")},
      {"nginx-rtmp", rtmp.await_playlist("/hls/a")},
      {"plain", live.url("plain")},
      {"zipped", live.url("zipped")},
      {"heads", live.url("plain"), ", probes: {hls: {segments: heads}}"},
      {"low-latency", live.url("ll_exact")},
      {"flv", origin.url("/live/flv.flv")},
      {"websocket", origin.url("/live/websocket.flv", origin::Scheme::ws)},
      {"rtmp", origin.url("/live/rtmp", origin::Scheme::rtmp)}};
  std::string text = "  cup:\n";
  for (const Watched& stream : streams) {
    text += "    - {id: " + stream.id + ", url: '" + stream.url + "'" + stream.more + "}\n";
  }
  Exporter exporter(text);
  for (const Watched& stream : streams) exporter.await_state(stream.id, true, 1, patience);

  const auto end = steady_clock::now() + length();
  const Exposition now = exporter.await(
      [&](const Exposition& seen) {
        return steady_clock::now() >= end ||
               !seen.series("video_stream_findings_total", {}).empty();
      },
      length() + patience);
  for (const Sample& sample : now.series("video_stream_findings_total", {})) {
    ADD_FAILURE() << sample.labels.at("id") << " has broken " << sample.labels.at("rule") << '\n'
                  << exporter.page("/api/v1/streams?id=" + sample.labels.at("id"));
  }
  for (const Watched& stream : streams) {
    EXPECT_EQ(now.value("video_stream_up", {{"id", stream.id}}), 1.0) << stream.id;
    EXPECT_EQ(now.value("video_stream_reconnect_count", {{"id", stream.id}}), 0.0) << stream.id;
  }
  EXPECT_EQ(now.value("video_exporter_measurement_valid", {}), 1.0);
  std::cout << "measured: " << streams.size() << " streams that are well, " << length().count()
            << " s, " << now.series("video_stream_findings_total", {}).size() << " findings\n";
}

}  // namespace
}  // namespace end_to_end
