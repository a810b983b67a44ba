// What a durable sink is told when the exporter is killed again and again, and when the state
// directory is of no use.
#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <sstream>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"
#include "tests/support/process/polling.hpp"

namespace end_to_end {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int stream_count = 8;
constexpr seconds patience{60};

struct Delivery {
  std::uint64_t id = 0;
  std::string key, stream, rule, change;
};

/// CI runs a few; scripts/soak.sh many.
int rounds() {
  const char* const wished = std::getenv("VEX_CRASH_ROUNDS");
  return wished == nullptr ? 5 : std::atoi(wished);
}

class Crash : public testing::Test {
 protected:
  Crash() {
    std::string streams;
    for (int i = 0; i < stream_count; ++i) {
      streams += "    - {id: s" + std::to_string(i) + ", url: '" + origin_.url(path(i)) +
                 "?video=tiny&audio=none'}\n";
    }
    std::ofstream(folder_.path() / "config.yml")
        << "exporter: {listen_addr: '127.0.0.1:0', state_dir: state}\n"
           "defaults:\n"
           "  rules: {stream_down: {keep_firing: 0s}, flapping: off, slow_start: off}\n"
           "sinks: {courier: {path: '" +
               deliveries_.string() + "'}}\nstreams:\n  cup:\n" + streams;
  }

  static std::string path(int stream) { return "/live/s" + std::to_string(stream) + ".flv"; }

  support::Process start() {
    return support::Process({{VIDEO_EXPORTER, "--config.file", folder_.path() / "config.yml"},
                             {"VEX_PLUGIN_PATH=" COURIER_FOLDER},
                             folder_.path()});
  }

  void break_streams(bool broken) {
    for (int i = 0; i < stream_count; ++i) {
      broken ? origin_.set_fault(path(i), "status=503") : origin_.clear_fault(path(i));
    }
  }

  /// What the receiver has, of the rule in question. A line that is being written is left out.
  [[nodiscard]] std::vector<Delivery> delivered() const {
    std::ifstream file(deliveries_);
    std::vector<Delivery> all;
    for (std::string line; std::getline(file, line) && !file.eof();) {
      Delivery one;
      std::istringstream(line) >> one.id >> one.key >> one.stream >> one.rule >> one.change;
      if (one.rule == "stream_down") all.push_back(one);
    }
    return all;
  }

  /// Looks every millisecond: the kills are to come at any moment of a delivery.
  static bool await(const std::function<bool()>& holds) {
    return support::becomes_true(holds, patience, milliseconds(1));
  }

  /// Of how many streams the last delivery says this.
  [[nodiscard]] std::size_t ending_with(const std::string& change) const {
    std::map<std::string, std::string> last;
    for (const Delivery& one : delivered()) last[one.stream] = one.change;
    return static_cast<std::size_t>(std::count_if(
        last.begin(), last.end(), [&](const auto& stream) { return stream.second == change; }));
  }

  /// One life of the exporter that ends by SIGKILL, soon after it has delivered something new; or
  /// without, where it has nothing to tell.
  void live_and_die(bool broken) {
    break_streams(broken);
    const std::string change = broken ? "firing" : "resolved";
    const std::size_t before = ending_with(change);
    // What never fired, or did so untold, may not resolve.
    const std::size_t to_tell = broken ? stream_count - before : ending_with("firing");
    const std::size_t wished = to_tell == 0 ? 0 : 1 + random_() % to_tell;
    support::Process process = start();
    process.await_line_with("the exporter is running", patience);
    ASSERT_TRUE(await([&] { return ending_with(change) >= before + wished; }))
        << process.error_output();
    process.send_signal(SIGKILL);
    ASSERT_EQ(process.await_exit(patience), 128 + SIGKILL);
  }

  support::TemporaryFolder folder_;
  std::filesystem::path deliveries_ = folder_.path() / "deliveries";
  origin::Server origin_;
  std::minstd_rand random_{20261125};
};

TEST_F(Crash, loses_nothing_and_repeats_nothing_under_another_key) {
  for (int round = 0; round < rounds(); ++round) {
    live_and_die(round % 2 == 0);
    if (HasFatalFailure()) return;
  }
  break_streams(true);
  support::Process process = start();
  process.await_line_with("the exporter is running", patience);
  ASSERT_TRUE(await([this] { return ending_with("firing") == stream_count; }))
      << process.error_output();
  EXPECT_EQ(process.stop(), 0);

  std::map<std::string, Delivery> by_key;
  std::map<std::string, Delivery> last_of_stream;
  std::size_t repeated = 0;
  for (const Delivery& one : delivered()) {
    const auto [known, is_new] = by_key.emplace(one.key, one);
    if (!is_new) {
      ++repeated;
      EXPECT_EQ(known->second.id, one.id);
      EXPECT_EQ(known->second.stream + known->second.change, one.stream + one.change);
      continue;
    }
    Delivery& before = last_of_stream[one.stream];
    EXPECT_GT(one.id, before.id);
    // An outage that is lost, or told twice, breaks the alternation.
    EXPECT_NE(one.change, before.change) << one.stream << " at " << one.id;
    EXPECT_EQ(before.id == 0 ? "firing" : one.change, one.change);
    before = one;
  }
  // The second life has told of the end of an outage, and a later one of another.
  EXPECT_GE(by_key.size(), static_cast<std::size_t>(stream_count + 2));
  RecordProperty("distinct", static_cast<int>(by_key.size()));
  RecordProperty("repeated", static_cast<int>(repeated));
  std::cout << "measured: " << rounds() << " kills, " << by_key.size() << " transitions, "
            << repeated << " repeated under their key\n";
}

class StateDirectory : public Crash {
 protected:
  Exporter exporter(const std::string& state_dir) const {
    return Exporter(Invocation{"exporter: {listen_addr: '127.0.0.1:0', state_dir: '" + state_dir +
                               "'}\n"
                               "sinks: {prometheus: {}}\n"
                               "streams: {cup: [{id: a, url: 'http://127.0.0.1:1/a.flv'}]}\n"});
  }
};

TEST_F(StateDirectory, that_is_damaged_is_set_aside_and_the_start_goes_on) {
  const auto state = folder_.path() / "damaged";
  std::filesystem::create_directory(state);
  std::ofstream(state / "state.sqlite3") << std::string(5000, 'x');
  Exporter running = exporter(state);
  EXPECT_EQ(running.metrics().value("video_exporter_state_set_aside_total", {}), 1.0);
  EXPECT_EQ(running.metrics().value("video_exporter_state_durable", {}), 1.0);
  EXPECT_THAT(running.process().error_output(), testing::HasSubstr("cannot be read"));
}

TEST_F(StateDirectory, that_cannot_be_made_is_said_and_the_start_goes_on) {
  std::ofstream(folder_.path() / "file") << "no directory";
  Exporter running = exporter(folder_.path() / "file");
  EXPECT_EQ(running.metrics().value("video_exporter_state_durable", {}), 0.0);
  EXPECT_THAT(running.process().error_output(), testing::HasSubstr("cannot be used"));
}

TEST_F(StateDirectory, holds_no_secret) {
  const auto state = folder_.path() / "secrets";
  Exporter running(Invocation{
      "exporter: {listen_addr: '127.0.0.1:0', state_dir: '" + state.string() +
      "'}\n"
      "sinks: {prometheus: {}}\n"
      "streams: {cup: [{id: a, url: 'http://user:hunter2@127.0.0.1:1/a.flv?token=s3cr3t'}]}\n"});
  running.await_up("a", 0, patience);
  ASSERT_EQ(running.process().stop(), 0);
  std::string all;
  for (const auto& file : std::filesystem::directory_iterator(state)) {
    std::ifstream in(file.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  EXPECT_THAT(all, testing::HasSubstr("stream_down"));
  EXPECT_THAT(all, testing::Not(testing::HasSubstr("hunter2")));
  EXPECT_THAT(all, testing::Not(testing::HasSubstr("s3cr3t")));
}

}  // namespace
}  // namespace end_to_end
