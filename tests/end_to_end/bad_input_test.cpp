// What goes wrong with a stream, what the exporter says of it, and that it recovers by itself.
#include <gtest/gtest.h>

#include <optional>
#include <sstream>

#include "tests/end_to_end/faults.hpp"
#include "tests/support/servers/free_port.hpp"
#include "tests/support/servers/unanswering_port.hpp"

namespace end_to_end {
namespace {

std::string path_of(const std::string& id) { return "/live/" + id + ".flv"; }

constexpr Fault faults[] = {
    {"stall", "stall_after=0", "stalled", true},
    {"half_open", "half_open_after=0", "stalled", true},
    {"frozen", "freeze_after=0", "clock_stopped", true},
    {"cut", "cut_after=0", "closed", false},
    {"end", "end_after=0", "closed", false},
    {"corrupt", "corrupt_after=0", "protocol", false},
    {"corrupt_size", "corrupt_after=0&corrupt=size", "protocol", false},
};

constexpr Broken broken[] = {
    {"slow_headers", "slow_headers=120", "timeout"}, {"no_media", "no_media=1", "no_media"},
    {"unauthorized", "status=401", "auth"},          {"forbidden", "status=403", "auth"},
    {"not_found", "status=404", "not_found"},        {"gone", "status=410", "not_found"},
    {"server_error", "status=500", "http_status"},   {"too_many", "status=429", "http_status"},
    {"redirect_loop", "redirect=loop", "redirect"},
};

/// A stream that is odd and well.
struct Odd {
  const char* id;
  const char* query;
  double playable;
};

constexpr Odd odd[] = {
    {"redirected", "redirect=3", 1},
    {"chunked", "chunked=1", 1},
    {"byte_by_byte", "bytes=1&video=tiny&audio=none", 1},
    {"late_headers", "late_headers=2", 1},
    {"codec_change", "codec_change_after=3", 1},
    {"wrapped", "start_ts=4294965000", 1},
    {"no_keyframes", "no_keyframes=1", 0},
};

struct Certified {
  const char* id;
  origin::Certificate certificate;
};

constexpr Certified certified[] = {
    {"unknown_issuer", origin::Certificate::unknown_issuer},
    {"expired", origin::Certificate::expired},
    {"wrong_name", origin::Certificate::wrong_name},
};

constexpr const char* healthy[] = {"healthy_1", "healthy_2"};

/// One origin and one exporter for all rows, and two ports where there is nothing to be had.
class World {
 public:
  static World& get() {
    static World world;
    return world;
  }

  FaultBench& bench() { return bench_; }
  Exporter& exporter() { return bench_.exporter(); }

  /// Something listens where connecting was refused.
  void open_refused_port() {
    origin::Options options;
    options.port = refused_port_;
    late_origin_.emplace(options);
  }

 private:
  std::string streams(origin::Server& server) const {
    std::ostringstream yaml;
    yaml << "  bad:\n";
    const auto add = [&](const std::string& id, const std::string& url) {
      yaml << "    - {id: '" << id << "', url: '" << url << "'}\n";
    };
    const auto add_path = [&](const std::string& id, const std::string& query) {
      add(id, server.url(path_of(id) + (query.empty() ? "" : "?" + query)));
    };
    for (const char* id : healthy) add_path(id, "");
    for (const Fault& row : faults) add_path(row.id, "");
    for (const Broken& row : broken) {
      add_path(row.id, "");
      server.set_fault(path_of(row.id), row.query);
    }
    for (const Odd& row : odd) add_path(row.id, row.query);
    for (const Certified& row : certified) {
      add(row.id, server.url(path_of(row.id), origin::Scheme::https, row.certificate));
    }
    add("trusted", server.url(path_of("trusted"), origin::Scheme::https));
    add("refused", "http://127.0.0.1:" + std::to_string(refused_port_) + "/live/refused.flv");
    add("unanswered",
        "http://127.0.0.1:" + std::to_string(unanswering_.port()) + "/live/unanswered.flv");
    add("unknown_name", "http://no-such-host.invalid/live/unknown_name.flv");
    return yaml.str();
  }

  support::UnansweringPort unanswering_;
  std::uint16_t refused_port_ = support::free_port();
  std::optional<origin::Server> late_origin_;
  FaultBench bench_{path_of, [this](origin::Server& server) { return streams(server); }};
};

class BrokenStream : public testing::TestWithParam<Broken> {};

TEST_P(BrokenStream, is_down_for_its_reason) { World::get().bench().expect_broken(GetParam()); }

INSTANTIATE_TEST_SUITE_P(BadInput, BrokenStream, testing::ValuesIn(broken), by_id);

class FaultyStream : public testing::TestWithParam<Fault> {};

TEST_P(FaultyStream, is_down_for_its_reason_and_recovers) {
  World::get().bench().expect_fault_and_recovery(GetParam());
}

INSTANTIATE_TEST_SUITE_P(BadInput, FaultyStream, testing::ValuesIn(faults), by_id);

class OddStream : public testing::TestWithParam<Odd> {};

TEST_P(OddStream, is_up_and_as_playable_as_it_is) {
  const Odd& row = GetParam();
  World::get().exporter().await(
      [&](const Exposition& now) {
        return now.value("video_stream_up", {{"id", row.id}}) == 1.0 &&
               now.value("video_stream_total_packets", {{"id", row.id}}).value_or(0) > 200 &&
               now.value("video_stream_playable", {{"id", row.id}}) == row.playable;
      },
      patience);
}

INSTANTIATE_TEST_SUITE_P(BadInput, OddStream, testing::ValuesIn(odd), by_id);

class CertifiedStream : public testing::TestWithParam<Certified> {};

TEST_P(CertifiedStream, is_down_for_its_certificate) {
  World::get().bench().expect_down(GetParam().id, "tls");
}

INSTANTIATE_TEST_SUITE_P(BadInput, CertifiedStream, testing::ValuesIn(certified), by_id);

TEST(BadInput, a_certificate_of_a_known_issuer_is_trusted) {
  World::get().exporter().await_up("trusted", 1, patience);
}

TEST(BadInput, a_refused_connection_is_down_for_connect_and_recovers) {
  World::get().bench().expect_down("refused", "connect");
  World::get().open_refused_port();
  World::get().exporter().await_state("refused", true, 1, patience);
}

TEST(BadInput, a_connection_without_an_answer_is_down_for_connect_timeout) {
  World::get().bench().expect_down("unanswered", "connect_timeout");
}

TEST(BadInput, a_name_that_nobody_knows_is_down_for_resolve) {
  World::get().bench().expect_down("unknown_name", "resolve");
}

class RecoveredStream : public testing::TestWithParam<Broken> {};

TEST_P(RecoveredStream, is_up_by_itself) {
  World::get().exporter().await_state(GetParam().id, true, 1, patience);
}

INSTANTIATE_TEST_SUITE_P(BadInput, RecoveredStream, testing::ValuesIn(broken), by_id);

// The last tests of this file: they look back on all that happened beside the healthy streams.
class HealthyStream : public testing::TestWithParam<const char*> {};

TEST_P(HealthyStream, is_untouched_by_its_neighbours) {
  World::get().bench().expect_untouched(GetParam());
}

INSTANTIATE_TEST_SUITE_P(BadInput, HealthyStream, testing::ValuesIn(healthy),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace end_to_end
