// Servers and encoders that no one here wrote, and ffprobe as the judge of what they send.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/oracle/oracle.hpp"
#include "tests/support/servers/nginx.hpp"
#include "tests/support/servers/node_media_server.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;

constexpr seconds patience{60};
constexpr const char* file_name = "h264_aac.flv";

const support::OracleOpinion& oracle() {
  static const support::OracleOpinion opinion =
      support::ask_oracle(clips::path(file_name).string());
  return opinion;
}

class LiveServer : public testing::Test {
 protected:
  // Published before it is watched: the first change that is awaited is the publisher's end.
  LiveServer() {
    server_.publish(clips::path(file_name), "/live/a");
    exporter_.emplace(streams(), "defaults: {window: 4s, liveness_timeout: 3s, timeout: 3s}");
  }

  std::string streams() const {
    return "  live:\n    - {id: http, url: '" + server_.http_url("/live/a") +
           "'}\n    - {id: websocket, url: '" + server_.websocket_url("/live/a") +
           "'}\n    - {id: rtmp, url: '" + server_.rtmp_url("/live/a") + "'}\n";
  }

  support::NodeMediaServer server_;
  std::optional<Exporter> exporter_;
};

void expect_as_by_oracle(const Exposition& now, const std::string& id) {
  const Exposition::Labels labels{{"id", id}};
  const auto& video = oracle().track("video");
  const auto& audio = oracle().track("audio");
  const auto info = now.series("video_stream_info", labels);
  ASSERT_EQ(info.size(), 1U);
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

TEST_F(LiveServer, is_watched_through_the_publisher_s_absence) {
  const char* const ids[] = {"http", "websocket", "rtmp"};
  const Exposition now = exporter_->await(
      [&](const Exposition& seen) {
        return std::all_of(std::begin(ids), std::end(ids), [&](const char* id) {
          return seen.value("video_stream_playable", {{"id", id}}) == 1.0 &&
                 seen.value("video_stream_framerate", {{"id", id}}) &&
                 seen.value("video_stream_gop_frames", {{"id", id}, {"stat", "last"}});
        });
      },
      patience);
  for (const char* id : ids) expect_as_by_oracle(now, id);

  server_.unpublish();
  for (const char* id : ids) {
    EXPECT_THAT(exporter_->await_state(id, false, 1, patience).reason,
                testing::AnyOf("closed", "stalled"));
  }
  server_.publish(clips::path(file_name), "/live/a");
  for (const char* id : ids) exporter_->await_state(id, true, 2, patience);
}

/// The figures of a finite stream, from /metrics or from `probe --json`.
struct Figures {
  double video_packets = 0;
  double audio_packets = 0;
  double video_bytes = 0;
  double audio_bytes = 0;
  double keyframes = 0;

  bool operator==(const Figures&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Figures& figures) {
  return out << figures.video_packets << " packets of " << figures.video_bytes << " bytes, "
             << figures.audio_packets << " of " << figures.audio_bytes << ", " << figures.keyframes
             << " keyframes";
}

Figures by_oracle() {
  const auto& video = oracle().track("video");
  const auto& audio = oracle().track("audio");
  return {static_cast<double>(video.packets), static_cast<double>(audio.packets),
          static_cast<double>(video.bytes), static_cast<double>(audio.bytes),
          static_cast<double>(video.keyframes)};
}

Figures by_exporter(const Exposition& now) {
  const auto value = [&](const char* name, const Exposition::Labels& labels) {
    return now.value(name, labels).value_or(-1);
  };
  return {value("video_stream_packets_total", {{"track", "video"}}),
          value("video_stream_packets_total", {{"track", "audio"}}),
          value("video_stream_media_bytes_total", {{"track", "video"}}),
          value("video_stream_media_bytes_total", {{"track", "audio"}}),
          value("video_stream_keyframes_total", {})};
}

Figures by_probe(const std::string& url) {
  const support::Finished finished =
      support::run({{VIDEO_EXPORTER, "probe", url, "--json", "--duration", "60s"}, {}, {}});
  const auto json = nlohmann::json::parse(finished.output);
  EXPECT_EQ(json.at("state"), "up") << finished.output;
  const auto value = [&](const char* name, const std::string& track) {
    for (const auto& metric : json.at("metrics")) {
      if (metric.at("name") == name &&
          (track.empty() || metric.at("labels").value("track", "") == track)) {
        return metric.at("value").get<double>();
      }
    }
    return -1.0;
  };
  return {
      value("video_stream_packets_total", "video"), value("video_stream_packets_total", "audio"),
      value("video_stream_media_bytes_total", "video"),
      value("video_stream_media_bytes_total", "audio"), value("video_stream_keyframes_total", "")};
}

TEST(FiniteStream, is_counted_as_by_ffprobe_when_sampled) {
  const support::Nginx nginx(clips::folder());
  const Exporter exporter(
      "  files:\n    - {id: file, check_interval: 1h, sample_duration: 60s, url: '" +
      nginx.url("/h264_aac.flv") + "'}\n");
  const Exposition now = exporter.await(
      [](const Exposition& seen) {
        return seen.value("video_stream_runs_total", {{"result", "ok"}}) == 1.0;
      },
      patience);
  EXPECT_EQ(now.value("video_stream_up", {{"id", "file"}}), 1.0);
  EXPECT_EQ(by_exporter(now), by_oracle());
}

TEST(FiniteStream, is_counted_as_by_ffprobe_when_probed) {
  const support::Nginx nginx(clips::folder());
  EXPECT_EQ(by_probe(nginx.url("/h264_aac.flv")), by_oracle());
}

TEST(FiniteStream, is_counted_as_by_ffprobe_from_a_file) {
  EXPECT_EQ(by_probe("file://" + clips::path(file_name).string()), by_oracle());
}

TEST(FiniteStream, has_no_figures_of_a_network_when_it_is_a_file) {
  const support::Finished finished = support::run(
      {{VIDEO_EXPORTER, "probe", "file://" + clips::path(file_name).string(), "--json"}, {}, {}});
  EXPECT_THAT(finished.output, testing::AllOf(testing::HasSubstr("received_bytes"),
                                              testing::Not(testing::HasSubstr("_tcp_")),
                                              testing::Not(testing::HasSubstr("jitter")),
                                              testing::Not(testing::HasSubstr("_clock_ratio"))));
}

}  // namespace
}  // namespace end_to_end
