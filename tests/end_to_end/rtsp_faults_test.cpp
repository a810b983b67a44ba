// What goes wrong with RTSP, what the exporter says of it, and that it recovers by itself.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/end_to_end/faults.hpp"

namespace end_to_end {
namespace {

using origin::Certificate;
using origin::Scheme;
using std::chrono::seconds;

std::string path_of(const std::string& id) { return "/live/" + id; }

constexpr Fault faults[] = {
    {"reset", "reset_after=0", "closed", false, "tcp"},
    {"reset_udp", "reset_after=0", "closed", false, "udp"},
    {"cut", "cut_after=0", "closed", false, "tcp"},
    {"end", "end_after=0", "closed", false, "tcp"},
    {"end_udp", "end_after=0", "closed", false, "udp"},
    {"corrupt", "corrupt_after=0", "protocol", false, "tcp"},
    {"stall", "stall_after=0", "stalled", true, "tcp"},
    {"stall_udp", "stall_after=0", "stalled", true, "udp"},
    {"half_open", "half_open_after=0", "stalled", true, "tcp"},
    {"frozen", "freeze_after=0", "clock_stopped", true, "tcp"},
    {"forgotten", "rtsp_refuse=GET_PARAMETER:454", "closed", false, "tcp"},
    {"forgotten_udp", "rtsp_refuse=GET_PARAMETER:454", "closed", false, "udp"},
};

constexpr Broken broken[] = {
    {"unauthorized", "status=401", "auth"},
    {"wrong_password", "auth=user:pass", "auth"},
    {"forbidden", "status=403", "auth"},
    {"not_found", "status=404", "not_found"},
    {"server_error", "status=500", "http_status"},
    {"redirect_loop", "redirect=loop", "redirect"},
    {"no_session", "rtsp_refuse=PLAY:454", "closed"},
    {"neither", "rtsp_refuse=SETUP:461", "unsupported"},
    {"only_udp", "rtsp_transport=udp", "unsupported", "tcp"},
    {"no_reply", "rtsp_silent=DESCRIBE", "timeout"},
    {"no_reply_to_play", "rtsp_silent=PLAY", "timeout"},
    {"no_media", "no_media=1", "no_media", "tcp"},
    {"no_media_udp", "no_media=1", "no_media", "udp"},
    {"no_media_either_way", "no_media=1", "no_media"},
};

/// A stream that is odd and well.
struct Odd {
  const char* id;
  const char* transport;
  const char* query;
  Scheme scheme = Scheme::rtsp;
};

constexpr Odd odd[] = {
    {"redirected", "auto", "redirect=3"},
    {"udp_alone", "auto", "rtsp_transport=udp"},
    {"mute_over_tcp", "auto", "rtsp_mute=tcp"},
    {"byte_by_byte", "auto", "bytes=1&video=tiny&audio=none"},
    {"wrapped", "auto", "start_ts=47720000"},
    {"with_password", "auto", "auth=user:pass"},
    {"short_session", "udp", "rtsp_timeout=2"},
    {"secure", "auto", "", Scheme::rtsps},
};

struct Certified {
  const char* id;
  Certificate certificate;
};

constexpr Certified certified[] = {
    {"unknown_issuer", Certificate::unknown_issuer},
    {"wrong_name", Certificate::wrong_name},
};

constexpr const char* healthy[] = {"healthy_tcp", "healthy_udp"};

std::string streams(origin::Server& server) {
  std::ostringstream yaml;
  yaml << "  bad:\n";
  const auto add_url = [&](const std::string& id, const std::string& transport,
                           const std::string& url) {
    yaml << "    - {id: '" << id << "', url: '" << url
         << "', probes: {rtsp: {transport: " << transport << ", transport_timeout: 1s}}}\n";
  };
  const auto add = [&](const std::string& id, const std::string& transport,
                       const std::string& query, Scheme scheme = Scheme::rtsp,
                       const std::string& user = "") {
    std::string url = server.url(path_of(id) + (query.empty() ? "" : "?" + query), scheme);
    url.insert(url.find("//") + 2, user);
    add_url(id, transport, url);
  };
  add("healthy_tcp", "tcp", "");
  add("healthy_udp", "udp", "");
  // A short session, so that signs of life are soon due: what answers them is no media.
  for (const Fault& row : faults) add(row.id, row.transport, "rtsp_timeout=2");
  for (const Broken& row : broken) {
    add(row.id, row.transport, "");
    server.set_fault(path_of(row.id), row.query);
  }
  for (const Odd& row : odd) {
    add(row.id, row.transport, row.query, row.scheme,
        std::string(row.id) == "with_password" ? "user:pass@" : "");
  }
  for (const Certified& row : certified) {
    add_url(row.id, "auto", server.url(path_of(row.id), Scheme::rtsps, row.certificate));
  }
  return yaml.str();
}

/// One origin and one exporter for all rows.
FaultBench& world() {
  static FaultBench bench(path_of, streams);
  return bench;
}

class BrokenRtsp : public testing::TestWithParam<Broken> {};

TEST_P(BrokenRtsp, is_down_for_its_reason) { world().expect_broken(GetParam()); }

INSTANTIATE_TEST_SUITE_P(RtspFaults, BrokenRtsp, testing::ValuesIn(broken), by_id);

class FaultyRtsp : public testing::TestWithParam<Fault> {};

TEST_P(FaultyRtsp, is_down_for_its_reason_and_recovers) {
  world().expect_fault_and_recovery(GetParam());
}

INSTANTIATE_TEST_SUITE_P(RtspFaults, FaultyRtsp, testing::ValuesIn(faults), by_id);

class CertifiedRtsp : public testing::TestWithParam<Certified> {};

TEST_P(CertifiedRtsp, is_down_for_its_certificate) { world().expect_down(GetParam().id, "tls"); }

INSTANTIATE_TEST_SUITE_P(RtspFaults, CertifiedRtsp, testing::ValuesIn(certified), by_id);

class OddRtsp : public testing::TestWithParam<Odd> {};

TEST_P(OddRtsp, is_up_and_playable) {
  const Odd& row = GetParam();
  world().exporter().await(
      [&](const Exposition& now) {
        return now.value("video_stream_up", {{"id", row.id}}) == 1.0 &&
               now.value("video_stream_total_packets", {{"id", row.id}}).value_or(0) > 200 &&
               now.value("video_stream_playable", {{"id", row.id}}) == 1.0;
      },
      patience);
  const Exposition now = world().exporter().metrics();
  EXPECT_TRUE(now.series("video_stream_reconnects_total", {{"id", row.id}}).empty());
  const auto info = now.series("video_stream_info", {{"id", row.id}});
  ASSERT_EQ(info.size(), 1U);
  EXPECT_EQ(info[0].labels.at("protocol"), row.scheme == Scheme::rtsps ? "rtsps" : "rtsp");
}

INSTANTIATE_TEST_SUITE_P(RtspFaults, OddRtsp, testing::ValuesIn(odd), by_id);

TEST(RtspFaults, a_session_is_kept_by_signs_of_life) {
  EXPECT_TRUE(world().origin().await(
      path_of("short_session"), [](const origin::PathFigures& seen) { return seen.pongs >= 3; },
      patience));
}

TEST(RtspFaults, the_time_lost_with_a_silent_transport_is_told) {
  const Exposition now = world().exporter().await_up("mute_over_tcp", 1, patience);
  const auto request =
      now.value("video_stream_phase_seconds", {{"id", "mute_over_tcp"}, {"phase", "request"}});
  EXPECT_GE(request.value_or(0), 1);
  EXPECT_LT(request.value_or(9), 2);
  EXPECT_TRUE(world().origin().await(
      path_of("mute_over_tcp"), [](const origin::PathFigures& seen) { return seen.teardowns == 1; },
      patience));
}

class RecoveredRtsp : public testing::TestWithParam<Broken> {};

TEST_P(RecoveredRtsp, is_up_by_itself) {
  world().exporter().await_state(GetParam().id, true, 1, patience);
}

INSTANTIATE_TEST_SUITE_P(RtspFaults, RecoveredRtsp, testing::ValuesIn(broken), by_id);

// The last tests of this file: they look back on all that happened beside the healthy streams.
class HealthyRtsp : public testing::TestWithParam<const char*> {};

TEST_P(HealthyRtsp, is_untouched_by_its_neighbours) {
  world().expect_untouched(GetParam());
  const Exposition now = world().exporter().metrics();
  EXPECT_EQ(now.value("video_stream_packet_loss_ratio", {{"id", GetParam()}}), 0.0);
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
        path, [](const origin::PathFigures& seen) { return seen.teardowns == 1; }, patience))
        << path;
  }
}

}  // namespace
}  // namespace end_to_end
