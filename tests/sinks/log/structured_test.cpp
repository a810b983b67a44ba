#include <gtest/gtest.h>

#include "sinks/log/format.hpp"
#include "tests/sinks/log/transitions.hpp"

namespace sinks::log {
namespace {

constexpr const char* json_stream =
    R"("project":"project1","id":"stream-01","name":"stream-01","url":"https://...")";

TEST(JsonLine, says_when_a_stream_is_up) {
  EXPECT_EQ(json_format()->state(record_at(noon), {.up = vex::Known::yes}),
            std::string(R"({"time":"2026-01-31T12:00:00.123Z","level":"info","event":"state",)") +
                json_stream + ",\"up\":true}\n");
}

TEST(JsonLine, says_why_a_stream_is_down) {
  const vex::State down{.up = vex::Known::no, .reason = vex::Reason::auth, .sentence = "401"};
  EXPECT_EQ(json_format()->state(record_at(noon), down),
            std::string(R"({"time":"2026-01-31T12:00:00.123Z","level":"error","event":"state",)") +
                json_stream + R"(,"up":false,"reason":"auth","message":"401"})" + "\n");
}

TEST(JsonLine, says_null_for_a_stream_that_is_not_measured) {
  EXPECT_EQ(
      json_format()->state(record_at(noon), {}),
      std::string(R"({"time":"2026-01-31T12:00:00.123Z","level":"warning","event":"state",)") +
          json_stream + ",\"up\":null}\n");
}

TEST(JsonLine, carries_all_of_a_finding) {
  const vex_pair evidence[] = {vex::pair("media_sequence", "1812"), vex::pair("age", "9.5 s")};
  const vex::FindingChange firing{.rule = stale,
                                  .change = vex::FindingChange::firing,
                                  .severity = vex::Severity::critical,
                                  .value = 9.5,
                                  .limit = 6,
                                  .message = "no new version",
                                  .reproduce = "video-exporter probe https://...",
                                  .evidence = evidence};
  EXPECT_EQ(
      json_format()->finding(record_at(noon), firing),
      std::string(R"({"time":"2026-01-31T12:00:00.123Z","level":"error","event":"finding",)") +
          json_stream +
          R"(,"change":"firing","rule":"hls_playlist_stale","severity":"critical","value":9.5,)"
          R"("limit":6,"unit":"seconds","clause":"RFC 8216 6.2.1","message":"no new version",)"
          R"("reproduce":"video-exporter probe https://...",)"
          R"("evidence":{"media_sequence":"1812","age":"9.5 s"}})"
          "\n");
}

TEST(JsonLine, leaves_out_what_a_resolved_finding_does_not_have) {
  const vex::FindingChange resolved{.rule = low_bitrate, .change = vex::FindingChange::resolved};
  EXPECT_EQ(json_format()->finding(record_at(noon), resolved),
            std::string(R"({"time":"2026-01-31T12:00:00.123Z","level":"info","event":"finding",)") +
                json_stream +
                R"(,"change":"resolved","rule":"low_bitrate","severity":"warning","unit":"bps"})"
                "\n");
}

TEST(JsonLine, carries_the_figures_of_a_check) {
  EXPECT_EQ(json_format()->check(noon, documented_check()),
            std::string(R"({"time":"2026-01-31T12:00:00.123Z","level":"info","event":"check",)") +
                json_stream +
                R"(,"check":1,"up":true,"playable":true,"quality":"good","response_ms":150,)"
                R"("video_packets":1234,"keyframes":45,"bitrate_bps":2500500,)"
                R"("avg_bitrate_bps":2480300,"stability":"stable","framerate":25,"width":1920,)"
                R"("height":1080,"codec":"h264","gop_frames":75})"
                "\n");
}

TEST(JsonLine, sums_up_all_streams) {
  EXPECT_EQ(
      json_format()->summary(noon, {.streams = 4, .up = 2, .down = 1, .unknown = 1, .firing = 3}),
      R"({"time":"2026-01-31T12:00:00.123Z","level":"info","event":"summary","streams":4,"up":2,)"
      R"("down":1,"unknown":1,"firing":3,"measurement_valid":true})"
      "\n");
}

TEST(LogfmtLine, says_why_a_run_failed) {
  const vex::RunEnd end{
      .status = VEX_E_CLOSED, .reason = vex::Reason::closed, .sentence = "the server said \"bye\""};
  EXPECT_EQ(logfmt_format()->run_end(record_at(noon), end),
            "time=2026-01-31T12:00:00.123Z level=warning event=run_end project=project1 "
            "id=stream-01 name=stream-01 url=https://... reason=closed "
            "message=\"the server said \\\"bye\\\"\"\n");
}

TEST(LogfmtLine, carries_evidence_as_keys_of_its_own) {
  const vex_pair evidence[] = {vex::pair("media sequence", "1812"),
                               vex::pair("line", "#EXTINF:6,")};
  const vex::FindingChange firing{.rule = low_bitrate, .evidence = evidence};
  EXPECT_EQ(logfmt_format()->finding(record_at(noon), firing),
            "time=2026-01-31T12:00:00.123Z level=warning event=finding project=project1 "
            "id=stream-01 name=stream-01 url=https://... change=firing rule=low_bitrate "
            "severity=warning unit=bps evidence_media_sequence=1812 evidence_line=#EXTINF:6,\n");
}

}  // namespace
}  // namespace sinks::log
