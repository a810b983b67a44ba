#include "core/web/streams_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/core/web/sample_snapshot.hpp"

namespace core::web {
namespace {

using Json = nlohmann::json;

Json answer_of(SampleSource& source, Pairs query = {}) {
  return Json::parse(StreamsPage(source)({.query = std::move(query)}).body);
}

TEST(StreamsPage, describes_a_stream_that_is_up) {
  SampleSource source;
  source.add("cup", "a")
      .up()
      .since(2'000'000'000)
      .label("team", "sports")
      .health({{}, VEX_YES, VEX_QUALITY_FAIR, VEX_UNKNOWN, 0})
      .video("h264", 1280, 720)
      .value(sample::bitrate, 1e6)
      .value(sample::gop_frames, 50, "max");
  EXPECT_EQ(answer_of(source), Json::parse(R"({
    "time": "2026-03-01T12:00:00Z", "measurement_valid": true,
    "streams": [{
      "project": "cup", "id": "a", "name": "cup_origin_a_live", "url": "http://origin/live",
      "labels": {"team": "sports"}, "state": "up", "standing": "unknown",
      "since": "2026-03-01T12:00:02Z", "playable": true, "quality": "fair",
      "mode": "continuous", "protocol": "http-flv", "container": "flv", "bitrate_bps": 1000000.0,
      "tracks": [{"id": 1, "kind": "video", "codec": "h264", "width_pixels": 1280, "height_pixels": 720}],
      "findings": [], "runs": 1}]})"));
}

TEST(StreamsPage, describes_a_stream_that_is_down) {
  SampleSource source;
  source.add("cup", "a")
      .down(vex::Reason::not_found, "404 Not Found")
      .finding(sample::low_bitrate, "too low");
  EXPECT_EQ(answer_of(source)["streams"][0], Json::parse(R"({
      "project": "cup", "id": "a", "name": "cup_origin_a_live", "url": "http://origin/live",
      "state": "down", "standing": "down", "reason": "not_found", "sentence": "404 Not Found",
      "since": "2026-03-01T12:00:00Z", "mode": "continuous", "tracks": [],
      "findings": [{"rule": "low_bitrate", "severity": "warning", "state": "firing",
        "since": "2026-03-01T12:00:00Z", "message": "too low", "value": 100000.0,
        "limit": 500000.0, "unit": "bps"}], "runs": 1})"));
}

TEST(StreamsPage, filters_by_project_id_and_state) {
  SampleSource source;
  source.add("cup", "a").up();
  source.add("cup", "b").down(vex::Reason::closed, "");
  source.add("league", "a");
  const auto ids = [&source](Pairs query) {
    std::vector<std::string> found;
    const Json answer = answer_of(source, std::move(query));
    for (const Json& stream : answer["streams"]) {
      found.push_back(stream["project"].get<std::string>() + "/" + stream["id"].get<std::string>());
    }
    return found;
  };
  using testing::ElementsAre;
  EXPECT_THAT(ids({{"project", "cup"}}), ElementsAre("cup/a", "cup/b"));
  EXPECT_THAT(ids({{"id", "a"}}), ElementsAre("cup/a", "league/a"));
  EXPECT_THAT(ids({{"state", "down"}}), ElementsAre("cup/b"));
  EXPECT_THAT(ids({{"state", "unknown"}, {"project", "cup"}}), ElementsAre());
}

TEST(StreamsPage, refuses_a_state_that_is_none) {
  SampleSource source;
  EXPECT_EQ(StreamsPage(source)({.query = {{"state", "broken"}}}).status, 400U);
}

TEST(StreamsPage, lists_every_series_when_asked) {
  SampleSource source;
  source.add("cup", "a")
      .up()
      .value(sample::packets, 7, "video")
      .value(sample::framerate, 25)
      .value(sample::bitrate, vex::absent);
  const Json stream = answer_of(source, {{"metrics", "true"}})["streams"][0];
  EXPECT_EQ(stream["metrics"], Json::parse(R"([
      {"name": "video_stream_packets_total", "labels": {"track": "video"}, "value": 7.0}])"));
  EXPECT_FALSE(stream.contains("bitrate_bps"));
}

TEST(StreamsPage, stays_json_whatever_a_peer_has_said) {
  SampleSource source;
  source.add("cup", "a").down(vex::Reason::protocol, "\xff\xfe \"quoted\"");
  EXPECT_EQ(answer_of(source)["streams"][0]["sentence"], "\xEF\xBF\xBD\xEF\xBF\xBD \"quoted\"");
}

}  // namespace
}  // namespace core::web
