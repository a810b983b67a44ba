#include <gtest/gtest.h>

#include "sinks/log/format.hpp"
#include "tests/sinks/log/transitions.hpp"

namespace sinks::log {
namespace {

std::unique_ptr<Format> english() { return console_format(Language::english); }
std::unique_ptr<Format> chinese() { return console_format(Language::chinese); }

TEST(ConsoleBlock, is_that_of_the_original_exporter) {
  EXPECT_EQ(chinese()->check(noon, documented_check()),
            "检查 #001 stream-01 stream-01 (https://...)\n"
            "可播放: true | 质量: good | 响应: 150ms\n"
            "视频包: 1234 | 关键帧: 45\n"
            "码率: 2500.5kbps (平均: 2480.3kbps) | 稳定性: stable\n"
            "帧率: 25.0fps | 分辨率: 1920x1080\n"
            "编码: H.264 | GOP: 75帧\n");
}

TEST(ConsoleBlock, comes_in_english) {
  EXPECT_EQ(english()->check(noon, documented_check()),
            "Check #001 stream-01 stream-01 (https://...)\n"
            "Playable: true | Quality: good | Response: 150ms\n"
            "Video packets: 1234 | Keyframes: 45\n"
            "Bitrate: 2500.5kbps (average: 2480.3kbps) | Stability: stable\n"
            "Frame rate: 25.0fps | Resolution: 1920x1080\n"
            "Codec: H.264 | GOP: 75 frames\n");
}

TEST(ConsoleBlock, says_what_is_not_known_and_why_a_stream_is_down) {
  Check check;
  check.number = 1234;
  check.target = stream_target();
  check.up = vex::Known::no;
  check.playable = vex::Known::no;
  check.reason = vex::Reason::not_found;
  check.sentence = "404 Not Found";
  EXPECT_EQ(chinese()->check(noon, check),
            "检查 #1234 stream-01 stream-01 (https://...)\n"
            "可播放: false | 质量: N/A | 响应: N/A\n"
            "视频包: N/A | 关键帧: N/A\n"
            "码率: N/A (平均: N/A) | 稳定性: N/A\n"
            "帧率: N/A | 分辨率: N/A\n"
            "编码: N/A | GOP: N/A\n"
            "状态: 离线 | 原因: not_found: 404 Not Found\n");
}

TEST(ConsoleBlock, says_that_nothing_is_known_yet) {
  Check check;
  check.target = stream_target();
  const std::string block = english()->check(noon, check);
  EXPECT_NE(block.find("Playable: N/A"), std::string::npos);
  EXPECT_NE(block.find("\nState: unknown | Reason: N/A\n"), std::string::npos);
}

TEST(ConsoleLine, says_when_a_stream_is_up) {
  const vex::State up{.up = vex::Known::yes};
  EXPECT_EQ(english()->state(record_at(noon), up),
            "2026-01-31T12:00:00.123Z up project1/stream-01\n");
  EXPECT_EQ(chinese()->state(record_at(noon), up),
            "2026-01-31T12:00:00.123Z 在线 project1/stream-01\n");
}

TEST(ConsoleLine, says_why_a_stream_is_down) {
  const vex::State down{
      .up = vex::Known::no, .reason = vex::Reason::stalled, .sentence = "no media for 5.0 s"};
  EXPECT_EQ(english()->state(record_at(noon), down),
            "2026-01-31T12:00:00.123Z down project1/stream-01 stalled: no media for 5.0 s\n");
  EXPECT_EQ(chinese()->state(record_at(noon), down),
            "2026-01-31T12:00:00.123Z 离线 project1/stream-01 stalled: no media for 5.0 s\n");
}

TEST(ConsoleLine, says_that_a_finding_fires_with_its_figures) {
  const vex::FindingChange firing{.rule = low_bitrate,
                                  .change = vex::FindingChange::firing,
                                  .severity = vex::Severity::critical,
                                  .value = 312000.5,
                                  .limit = 400000,
                                  .message = "too little for 30 s"};
  EXPECT_EQ(english()->finding(record_at(noon), firing),
            "2026-01-31T12:00:00.123Z firing project1/stream-01 low_bitrate (critical), "
            "value 312000 bps, limit 400000 bps: too little for 30 s\n");
  EXPECT_EQ(chinese()->finding(record_at(noon), firing),
            "2026-01-31T12:00:00.123Z 告警 project1/stream-01 low_bitrate (critical), "
            "值 312000 bps, 限值 400000 bps: too little for 30 s\n");
}

TEST(ConsoleLine, says_that_a_finding_is_resolved) {
  const vex::FindingChange resolved{.rule = low_bitrate, .change = vex::FindingChange::resolved};
  EXPECT_EQ(english()->finding(record_at(noon), resolved),
            "2026-01-31T12:00:00.123Z resolved project1/stream-01 low_bitrate (warning)\n");
}

TEST(ConsoleLine, says_why_a_run_failed) {
  const vex::RunEnd end{.status = VEX_E_CLOSED,
                        .reason = vex::Reason::closed,
                        .sentence = "the server ended the stream"};
  EXPECT_EQ(english()->run_end(record_at(noon), end),
            "2026-01-31T12:00:00.123Z run failed project1/stream-01 closed: the server ended the "
            "stream\n");
}

TEST(ConsoleLine, sums_up_all_streams) {
  const Summary summary{.streams = 4, .up = 2, .down = 1, .unknown = 1, .firing = 3};
  EXPECT_EQ(english()->summary(noon, summary),
            "2026-01-31T12:00:00.123Z summary: streams 4 | up 2 | down 1 | unknown 1 | "
            "findings 3\n");
  EXPECT_EQ(chinese()->summary(noon, summary),
            "2026-01-31T12:00:00.123Z 汇总: 流 4 | 在线 2 | 离线 1 | 未知 1 | 告警 3\n");
}

TEST(ConsoleLine, says_when_the_exporter_cannot_judge) {
  EXPECT_EQ(english()->summary(noon, {.is_valid = false}),
            "2026-01-31T12:00:00.123Z summary: streams 0 | up 0 | down 0 | unknown 0 | "
            "findings 0 | measurement invalid: the exporter is overloaded\n");
}

TEST(ConsoleLine, stays_one_line_whatever_a_peer_says) {
  const vex::State down{.up = vex::Known::no,
                        .reason = vex::Reason::protocol,
                        .sentence = "server said \"a\x1b[2J\r\nup project1/stream-02\""};
  EXPECT_EQ(english()->state(record_at(noon), down),
            "2026-01-31T12:00:00.123Z down project1/stream-01 protocol: "
            "server said \"a\\x1b[2J\\x0d\\nup project1/stream-02\"\n");
}

}  // namespace
}  // namespace sinks::log
