// What goes wrong with RTSP, what the exporter says of it, and that it recovers by itself. One
// exporter watches all rows at once, so that the healthy streams beside them can be seen untouched.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;
using std::chrono::system_clock;

constexpr seconds liveness_timeout{5};
constexpr seconds patience{60};

std::string path_of(const std::string& id) { return "/live/" + id; }

/// A fault that a healthy stream is given and that is taken away again.
struct Fault {
  const char* id;
  const char* transport;
  const char* query;   // of origin::Server::set_fault
  const char* reason;  // what it is down for
  bool by_liveness;    // told within liveness_timeout and a second
};

constexpr Fault faults[] = {
    {"reset", "tcp", "reset_after=0", "closed", false},
    {"reset_udp", "udp", "reset_after=0", "closed", false},
    {"cut", "tcp", "cut_after=0", "closed", false},
    {"end", "tcp", "end_after=0", "closed", false},
    {"end_udp", "udp", "end_after=0", "closed", false},
    {"corrupt", "tcp", "corrupt_after=0", "protocol", false},
    {"stall", "tcp", "stall_after=0", "stalled", true},
    {"stall_udp", "udp", "stall_after=0", "stalled", true},
    {"half_open", "tcp", "half_open_after=0", "stalled", true},
    {"frozen", "tcp", "freeze_after=0", "clock_stopped", true},
    {"forgotten", "tcp", "rtsp_refuse=GET_PARAMETER:454", "closed", false},
    {"forgotten_udp", "udp", "rtsp_refuse=GET_PARAMETER:454", "closed", false},
};

/// A stream that is broken from the beginning.
struct Broken {
  const char* id;
  const char* transport;
  const char* query;
  const char* reason;
};

constexpr Broken broken[] = {
    {"unauthorized", "auto", "status=401", "auth"},
    {"wrong_password", "auto", "auth=user:pass", "auth"},
    {"forbidden", "auto", "status=403", "auth"},
    {"not_found", "auto", "status=404", "not_found"},
    {"server_error", "auto", "status=500", "http_status"},
    {"redirect_loop", "auto", "redirect=loop", "redirect"},
    {"no_session", "auto", "rtsp_refuse=PLAY:454", "closed"},
    {"neither", "auto", "rtsp_refuse=SETUP:461", "unsupported"},
    {"only_udp", "tcp", "rtsp_transport=udp", "unsupported"},
    {"no_reply", "auto", "rtsp_silent=DESCRIBE", "timeout"},
    {"no_reply_to_play", "auto", "rtsp_silent=PLAY", "timeout"},
    {"no_media", "tcp", "no_media=1", "no_media"},
    {"no_media_udp", "udp", "no_media=1", "no_media"},
    {"no_media_either_way", "auto", "no_media=1", "no_media"},
};

/// A stream that is odd and well.
struct Odd {
  const char* id;
  const char* transport;
  const char* query;
};

constexpr Odd odd[] = {
    {"redirected", "auto", "redirect=3"},
    {"udp_alone", "auto", "rtsp_transport=udp"},
    {"mute_over_tcp", "auto", "rtsp_mute=tcp"},
    {"byte_by_byte", "auto", "bytes=1&video=tiny&audio=none"},
    {"wrapped", "auto", "start_ts=47720000"},
    {"with_password", "auto", "auth=user:pass"},
    {"short_session", "udp", "rtsp_timeout=2"},
};

constexpr const char* healthy[] = {"healthy_tcp", "healthy_udp"};

/// One origin and one exporter for all rows.
class World {
 public:
  static World& get() {
    static World world;
    return world;
  }

  origin::Server& origin() { return origin_; }
  Exporter& exporter() { return exporter_; }

 private:
  std::string streams() {
    std::ostringstream yaml;
    yaml << "  bad:\n";
    const auto add = [&](const std::string& id, const std::string& transport,
                         const std::string& query, const std::string& user = "") {
      std::string url =
          origin_.url(path_of(id) + (query.empty() ? "" : "?" + query), origin::Scheme::rtsp);
      url.insert(url.find("//") + 2, user);
      yaml << "    - {id: '" << id << "', url: '" << url
           << "', probes: {rtsp: {transport: " << transport << ", transport_timeout: 1s}}}\n";
    };
    add("healthy_tcp", "tcp", "");
    add("healthy_udp", "udp", "");
    // A short session where signs of life have to be soon due.
    for (const Fault& row : faults) {
      const bool needs_life = std::string_view(row.id).starts_with("forgotten");
      add(row.id, row.transport, needs_life ? "rtsp_timeout=2" : "");
    }
    // Faults of the beginning are laid over the path, so that they can be taken away.
    for (const Broken& row : broken) {
      add(row.id, row.transport, "");
      origin_.set_fault(path_of(row.id), row.query);
    }
    for (const Odd& row : odd) {
      add(row.id, row.transport, row.query,
          std::string(row.id) == "with_password" ? "user:pass@" : "");
    }
    return yaml.str();
  }

  origin::Server origin_;
  Exporter exporter_{streams(), "defaults: {timeout: 3s, liveness_timeout: 5s}"};
};

class BrokenRtsp : public testing::TestWithParam<Broken> {};

TEST_P(BrokenRtsp, is_down_for_its_reason) {
  const Broken& row = GetParam();
  const StateChange change = World::get().exporter().await_state(row.id, false, 1, patience);
  EXPECT_EQ(change.reason, row.reason);
  // Early, so that its back-off has not grown when RecoveredRtsp waits for it.
  World::get().origin().clear_fault(path_of(row.id));
}

INSTANTIATE_TEST_SUITE_P(RtspFaults, BrokenRtsp, testing::ValuesIn(broken),
                         [](const auto& test) { return std::string(test.param.id); });

class FaultyRtsp : public testing::TestWithParam<Fault> {};

TEST_P(FaultyRtsp, is_down_for_its_reason_and_recovers) {
  const Fault& row = GetParam();
  World& world = World::get();
  world.exporter().await_state(row.id, true, 1, patience);

  const auto begin = system_clock::now();
  world.origin().set_fault(path_of(row.id), row.query);
  const StateChange down = world.exporter().await_state(row.id, false, 1, patience);
  EXPECT_EQ(down.reason, row.reason);
  if (row.by_liveness) {
    EXPECT_LE(down.time - begin, liveness_timeout + seconds(1));
  }

  world.origin().clear_fault(path_of(row.id));
  world.exporter().await_state(row.id, true, 2, patience);
  world.exporter().await_up(row.id, 1, patience);
}

INSTANTIATE_TEST_SUITE_P(RtspFaults, FaultyRtsp, testing::ValuesIn(faults),
                         [](const auto& test) { return std::string(test.param.id); });

class OddRtsp : public testing::TestWithParam<Odd> {};

TEST_P(OddRtsp, is_up_and_playable) {
  const Odd& row = GetParam();
  World::get().exporter().await(
      [&](const Exposition& now) {
        return now.value("video_stream_up", {{"id", row.id}}) == 1.0 &&
               now.value("video_stream_total_packets", {{"id", row.id}}).value_or(0) > 200 &&
               now.value("video_stream_playable", {{"id", row.id}}) == 1.0;
      },
      patience);
  EXPECT_TRUE(World::get()
                  .exporter()
                  .metrics()
                  .series("video_stream_reconnects_total", {{"id", row.id}})
                  .empty());
}

INSTANTIATE_TEST_SUITE_P(RtspFaults, OddRtsp, testing::ValuesIn(odd),
                         [](const auto& test) { return std::string(test.param.id); });

TEST(RtspFaults, a_session_is_kept_by_signs_of_life) {
  EXPECT_TRUE(World::get().origin().await(
      path_of("short_session"), [](const origin::PathFigures& seen) { return seen.pongs >= 3; },
      patience));
}

TEST(RtspFaults, the_time_lost_with_a_silent_transport_is_told) {
  World& world = World::get();
  world.exporter().await_state("mute_over_tcp", true, 1, patience);
  const auto request = world.exporter().metrics().value(
      "video_stream_phase_seconds", {{"id", "mute_over_tcp"}, {"phase", "request"}});
  EXPECT_GE(request.value_or(0), 1);
  EXPECT_LT(request.value_or(9), 2);
  EXPECT_EQ(world.origin().figures(path_of("mute_over_tcp")).teardowns, 1U);
}

class RecoveredRtsp : public testing::TestWithParam<Broken> {};

TEST_P(RecoveredRtsp, is_up_by_itself) {
  World::get().exporter().await_state(GetParam().id, true, 1, patience);
}

INSTANTIATE_TEST_SUITE_P(RtspFaults, RecoveredRtsp, testing::ValuesIn(broken),
                         [](const auto& test) { return std::string(test.param.id); });

// The last tests of this file: they look back on all that happened beside the healthy streams.
class HealthyRtsp : public testing::TestWithParam<const char*> {};

TEST_P(HealthyRtsp, is_untouched_by_its_neighbours) {
  const Exposition::Labels labels{{"id", GetParam()}};
  const Exposition now = World::get().exporter().metrics();
  EXPECT_EQ(now.value("video_stream_up", labels), 1.0);
  EXPECT_TRUE(now.series("video_stream_runs_total", labels).empty());
  EXPECT_TRUE(now.series("video_stream_reconnects_total", labels).empty());
  EXPECT_TRUE(now.series("video_stream_findings_total", labels).empty());
  EXPECT_EQ(now.value("video_stream_framerate", labels), 25.0);
  EXPECT_EQ(now.value("video_stream_packet_loss_ratio", labels), 0.0);
}

INSTANTIATE_TEST_SUITE_P(RtspFaults, HealthyRtsp, testing::ValuesIn(healthy),
                         [](const auto& test) { return std::string(test.param); });

TEST(RtspFaults, a_program_that_ends_leaves_no_session_behind) {
  origin::Server origin;
  const std::string first = "/live/first";
  const std::string second = "/live/second";
  {
    Exporter exporter("  cup:\n    - {id: first, url: '" + origin.url(first, origin::Scheme::rtsp) +
                      "'}\n    - {id: second, url: '" + origin.url(second, origin::Scheme::rtsp) +
                      "', probes: {rtsp: {transport: udp}}}\n");
    exporter.await_state("first", true, 1, patience);
    exporter.await_state("second", true, 1, patience);
    EXPECT_EQ(exporter.process().stop(), 0);
  }
  for (const std::string& path : {first, second}) {
    EXPECT_TRUE(origin.await(
        path, [](const origin::PathFigures& seen) { return seen.teardowns == 1; }, seconds(5)))
        << path;
  }
}

}  // namespace
}  // namespace end_to_end
