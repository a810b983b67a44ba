// Every rule of any stream, broken by the live origin and found by the built program: each with
// limits and durations of the stream's own, so that overrides are seen to work as well.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"
#include "tests/support/receiver/receiver.hpp"

namespace end_to_end {
namespace {

constexpr std::chrono::seconds patience{60};

/// A stream that breaks one rule.
struct Row {
  const char* rule;
  const char* severity;
  std::string query;
  std::string watch;  // keys of the stream beside id and url
};

std::string limit_of(const char* rule, const char* limit) {
  return std::string("rules: {") + rule + ": {limit: " + limit + ", for: 0s}}";
}

const std::vector<Row>& rows() {
  static const std::vector<Row> rows{
      {"track_changed", "info", "codec_change_after=2", "window: 5s"},
      {"low_bitrate", "warning", "",
       "analyzers: {traffic: {min_bitrate: 1000000000}}, rules: {low_bitrate: {for: 1s}}"},
      {"high_bitrate", "warning", "",
       "analyzers: {traffic: {max_bitrate: 1}}, rules: {high_bitrate: {for: 1s}}"},
      {"low_framerate", "warning", "", limit_of("low_framerate", "2")},
      {"long_gop", "critical", "", "rules: {long_gop: {limit: 1s, severity: critical}}"},
      {"irregular_gop", "info", "", limit_of("irregular_gop", "0.5")},
      {"unstable_bitrate", "info", "", "window: 1s, " + limit_of("unstable_bitrate", "0.0001")},
      {"slow_start", "warning", "slow_headers=1", limit_of("slow_start", "500ms")},
      {"starving", "critical", "speed=0.7", "window: 2s, rules: {starving: {for: 0s}}"},
      {"timestamp_discontinuity", "warning", "jump_after=2&jump=60000",
       limit_of("timestamp_discontinuity", "0.5")},
      {"av_skew", "warning", "skew=800", "rules: {av_skew: {for: 0s}}"},
  };
  return rows;
}

/// By stream: the rules that were told of it, with their severities.
using Told = std::map<std::string, std::set<std::string>>;

Told told_in(const std::vector<support::ReceivedRequest>& requests) {
  Told told;
  for (const auto& request : requests) {
    const auto body = nlohmann::json::parse(request.body);
    for (const auto& alert : body.at("alerts")) {
      const std::string rule = alert.at("rule");
      told[alert.at("id")].insert(rule + " " + alert.at("severity").get<std::string>());
      EXPECT_FALSE(alert.at("message").get<std::string>().empty()) << rule;
      EXPECT_THAT(alert.at("reproduce"), testing::StartsWith("video-exporter probe '")) << rule;
    }
  }
  return told;
}

/// A publisher that comes back without one of its tracks.
void take_track(origin::Server& origin, const Exporter& exporter, const std::string& kind) {
  const std::string path = "/live/" + kind + ".flv";
  origin.set_fault(path, "reset_after=0");
  exporter.await_up(kind + "_missing", 0, patience);
  origin.set_fault(path, kind + "=none");
}

TEST(Rules, are_found_by_the_program_with_the_limits_of_their_stream) {
  origin::Server origin(origin::Options{.with_tls = true});
  const support::Receiver receiver;
  std::string streams;
  std::map<std::string, std::string> wished;
  const auto add = [&](const Row& row, const std::string& url) {
    const std::string comma = row.watch.empty() ? "" : ", ";
    streams +=
        "    - {id: " + std::string(row.rule) + ", url: '" + url + "'" + comma + row.watch + "}\n";
    wished[row.rule] = std::string(row.rule) + " " + row.severity;
  };
  for (const Row& row : rows()) {
    add(row, origin.url(std::string("/live/") + row.rule + ".flv?" + row.query));
  }
  add({"high_latency", "warning", "",
       "analyzers: {latency: {max_latency: 0.000001}}, rules: {high_latency: {for: 0s}}"},
      origin.url("/live/latency?jitter=500", origin::Scheme::rtsp));
  add({"tls_expiring", "warning", "",
       "tls: {ca_file: '" + origin.ca_file().string() + "'}, " +
           limit_of("tls_expiring", "100000d")},
      origin.url("/live/tls.flv", origin::Scheme::https));
  add({"video_missing", "critical", "", limit_of("video_missing", "1s")},
      origin.url("/live/video.flv"));
  add({"audio_missing", "warning", "", limit_of("audio_missing", "1s")},
      origin.url("/live/audio.flv"));
  add({"flapping", "warning", "", limit_of("flapping", "2")}, origin.url("/live/flapping.flv"));
  add({"switched_off", "", "", "rules: {long_gop: off}"}, origin.url("/live/off.flv"));
  wished.erase("switched_off");
  Exporter exporter(Invocation{
      "exporter: {listen_addr: '127.0.0.1:0'}\n"
      "defaults: {rules: {long_gop: {limit: 1s}}}\n"
      "sinks:\n  prometheus: {}\n  webhook: {url: '" +
      receiver.url() + "', format: json, severities: []}\nstreams:\n  cup:\n" + streams});

  for (const char* id : {"video_missing", "audio_missing", "flapping"}) {
    exporter.await_up(id, 1, patience);
  }
  take_track(origin, exporter, "video");
  take_track(origin, exporter, "audio");
  origin.set_fault("/live/flapping.flv", "reset_after=0&status=404");
  exporter.await_up("flapping", 0, patience);
  origin.clear_fault("/live/flapping.flv");

  Told told;
  const bool are_all_told = receiver.await(
      [&](const auto& requests) {
        told = told_in(requests);
        return std::all_of(wished.begin(), wished.end(), [&](const auto& wish) {
          return told[wish.first].contains(wish.second);
        });
      },
      patience);
  for (const auto& [id, finding] : wished) {
    EXPECT_THAT(told[id], testing::Contains(finding)) << id;
  }
  EXPECT_TRUE(are_all_told);
  // A busy machine may well give a reason for another one.
  EXPECT_THAT(told["switched_off"], testing::Each(testing::Not(testing::HasSubstr("long_gop"))));
}

}  // namespace
}  // namespace end_to_end
