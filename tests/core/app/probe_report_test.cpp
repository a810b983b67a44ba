#include "core/app/probe_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/web/sample_snapshot.hpp"

namespace core::app {
namespace {

using web::SampleStream;
namespace sample = web::sample;

TEST(ProbeReport, tells_all_of_a_healthy_stream) {
  SampleStream stream("", "", "http://origin/a.flv");
  stream.up()
      .health({{}, VEX_YES, VEX_QUALITY_GOOD, VEX_YES, 0})
      .video("h264", 1920, 1080)
      .audio("aac")
      .value(sample::phase, 0.0123, "connect")
      .value(sample::phase, 0.0004, "resolve")
      .value(sample::bitrate, 2'480'000)
      .value(sample::framerate, 25)
      .value(sample::gop_frames, 50, "last")
      .value(sample::gop_seconds, 2, "last")
      .value(sample::gop_seconds, 4, "max");
  EXPECT_EQ(probe_report(stream.snapshot(), false),
            "healthy\n"
            "  url           http://origin/a.flv\n"
            "  carried by    http-flv / flv\n"
            "  phases        resolve 0.4 ms, connect 12 ms\n"
            "  video         h264, 1920×1080\n"
            "  audio         aac, 48000 Hz, 2 channels\n"
            "  bitrate       2.48 Mbit/s\n"
            "  frame rate    25.00 Hz\n"
            "  GOP           50 frames, 2.00 s, longest 4.00 s\n"
            "  health        playable, good quality\n");
}

TEST(ProbeReport, leads_with_the_reason_of_a_dead_stream) {
  SampleStream stream("", "", "http://origin/a.flv");
  stream.down(vex::Reason::connect, "origin: Connection refused");
  EXPECT_EQ(probe_report(stream.snapshot(), false),
            "down  connect: origin: Connection refused\n"
            "  url           http://origin/a.flv\n");
}

TEST(ProbeReport, calls_nothing_healthy_that_was_not_judged) {
  SampleStream stream("", "", "http://origin/a.flv");
  stream.up();
  EXPECT_THAT(probe_report(stream.snapshot(), false),
              testing::StartsWith("up  not judged: too little was seen\n"));
}

TEST(ProbeReport, lists_findings) {
  SampleStream stream("", "", "http://origin/a.flv");
  stream.up().finding(sample::low_bitrate, "100 kbit/s");
  EXPECT_THAT(probe_report(stream.snapshot(), false),
              testing::HasSubstr("\n  warning       low_bitrate: 100 kbit/s\n"
                                 "                value 100000 bps, limit 500000 bps\n"));
}

TEST(ProbeReport, tells_a_finding_that_does_not_fire_yet_from_one_that_does) {
  SampleStream stream("", "", "http://origin/a.flv");
  stream.up().pending_finding(sample::low_bitrate, "100 kbit/s");
  EXPECT_THAT(
      probe_report(stream.snapshot(), false),
      testing::HasSubstr(
          "\n  pending       low_bitrate (warning, not for long enough yet): 100 kbit/s\n"));
}

TEST(ProbeReport, lets_no_text_of_a_peer_steer_the_terminal) {
  SampleStream stream("", "", "http://origin/a.flv");
  stream.down(vex::Reason::protocol, "it sent \x1b[2J");
  EXPECT_THAT(probe_report(stream.snapshot(), false),
              testing::StartsWith("down  protocol: it sent  [2J\n"));
}

TEST(ProbeReport, colours_only_its_headline) {
  SampleStream stream("", "", "http://origin/a.flv");
  stream.down(vex::Reason::closed, "");
  EXPECT_THAT(probe_report(stream.snapshot(), true),
              testing::StartsWith("\x1b[1;31mdown\x1b[0m  closed\n"));
}

}  // namespace
}  // namespace core::app
