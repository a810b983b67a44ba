#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vex/vex.hpp>

#include "tests/sinks/prometheus/rendered.hpp"

namespace sinks::prometheus {
namespace {

/// What promtool says of an exposition; empty when it has nothing to say.
std::string lint(const std::string& exposition) {
  // Each test is a process of its own, and they run at the same time.
  const std::string path = testing::TempDir() + "exposition-" + std::to_string(getpid()) + ".txt";
  std::ofstream(path) << exposition;
  FILE* const pipe = popen((PROMTOOL " check metrics < " + path + " 2>&1").c_str(), "r");
  std::string said;
  std::array<char, 4096> room{};
  while (const auto got = std::fread(room.data(), 1, room.size(), pipe)) {
    said.append(room.data(), got);
  }
  if (pclose(pipe) != 0) said += "promtool failed\n";
  std::filesystem::remove(path);
  return said;
}

constexpr vex::Gauge up{"up", "", "Whether the stream is up."};
constexpr vex::InfoMetric info{"", "", "What the stream is.", {"url"}};
constexpr vex::Counter received{"received", "bytes", "Bytes received."};
constexpr vex::Counter packets{"packets", "", "Packets by track.", {"track"}};
constexpr vex::Gauge clock_ratio{"media_clock", "ratio", "Media seconds per wall second."};
constexpr vex::Gauge phase{"phase", "seconds", "Length of a phase.", {"phase"}};
constexpr vex::Gauge framerate{"nominal_framerate", "hertz", "Frame rate of the headers."};

TEST(Promtool, has_nothing_to_say_about_an_exposition) {
  vex::test::SnapshotState state;
  state.own("video_exporter_build_info", VEX_OWN_INFO).sample(1, {{"version", "0.1.0"}});
  state.own("video_exporter_streams", VEX_OWN_GAUGE).sample(1, {{"state", "up"}});
  state.own("video_exporter_events_total", VEX_OWN_COUNTER).sample(12345);
  state.own("video_exporter_loop_lag_seconds", VEX_OWN_HISTOGRAM, "seconds")
      .histogram({0.005, 1}, {7, 8, 9}, 2.5, {{"thread", "0"}});
  state.stream("cup", "a\"\\\n\xFF")
      .label("team", "直播")
      .sample(up, 1)
      .sample(info, 1, {"http://h/\"a\""})
      .sample(received, 5e15)
      .sample(packets, 250, {"video"})
      .sample(clock_ratio, 0.99999)
      .sample(phase, 1.5e-7, {"connect"})
      .sample(framerate, 25);
  EXPECT_EQ(lint(rendered(state, {.last_scrape_seconds = 0.5})), "");
}

TEST(Promtool, is_really_asked) { EXPECT_NE(lint("x_total{ 1\n"), ""); }

}  // namespace
}  // namespace sinks::prometheus
