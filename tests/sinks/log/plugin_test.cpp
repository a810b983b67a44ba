#include <gtest/gtest.h>

#include <vex/cpp/test/sink_bench.hpp>

#include "tests/sinks/log/folder.hpp"
#include "tests/sinks/log/transitions.hpp"

namespace sinks::log {
namespace {

using std::chrono::seconds;
using vex::test::SinkBench;
using vex::test::SnapshotState;
using vex::test::StreamState;

/// A log in a file, with a bench around it.
class Log {
 public:
  Log() : Log("language", "en") {}
  Log(const std::string& option, const std::string& value)
      : bench(vex::test::load(LOG_PLUGIN), {.options = with_file({{option, value}})}) {
    bench.open();
  }

  std::string text() { return folder_.text("log"); }

 private:
  vex::test::Texts with_file(vex::test::Texts options) {
    options.emplace("output", folder_.file("log"));
    options.emplace("language", "en");
    return options;
  }

  Folder folder_;

 public:
  SinkBench bench;
};

void show_sampled(SinkBench& bench, std::uint64_t checks) {
  bench.show([&](SnapshotState& state) {
    state.stream("p", "a").url("http://h/a.flv").up().mode(vex::Mode::sampled, checks);
  });
}

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

TEST(LogSink, writes_a_line_for_every_transition) {
  Log log;
  StreamState stream("p", "a");
  log.bench.consume(stream, vex::State{.up = vex::Known::yes});
  log.bench.consume(stream, vex::FindingChange{.rule = low_bitrate});
  log.bench.consume(stream, vex::RunEnd{.status = VEX_E_CLOSED, .reason = vex::Reason::closed});
  EXPECT_EQ(log.text(),
            "2023-11-14T23:13:20.000Z up p/a\n"
            "2023-11-14T23:13:20.000Z firing p/a low_bitrate (warning)\n"
            "2023-11-14T23:13:20.000Z run failed p/a closed\n");
}

TEST(LogSink, writes_the_format_that_it_is_told) {
  Log log("format", "logfmt");
  StreamState stream("p", "a");
  log.bench.consume(stream, vex::State{.up = vex::Known::yes});
  EXPECT_EQ(log.text(),
            "time=2023-11-14T23:13:20.000Z level=info event=state project=p id=a name=a up=true\n");
}

TEST(LogSink, says_nothing_of_runs_that_ended_well) {
  Log log;
  StreamState stream("p", "a");
  log.bench.consume(stream, vex::RunEnd{.status = VEX_OK});
  log.bench.consume(stream, vex::RunEnd{.status = VEX_E_CANCELLED});
  EXPECT_EQ(log.text(), "");
}

TEST(LogSink, tells_a_failure_that_repeats_itself_once) {
  Log log;
  StreamState stream("p", "a");
  const vex::RunEnd refused{.status = VEX_E_FAILED, .reason = vex::Reason::connect};
  for (int attempt = 0; attempt < 3; ++attempt) log.bench.consume(stream, refused);
  EXPECT_EQ(count(log.text(), "run failed p/a connect"), 1U);
}

TEST(LogSink, tells_a_failure_again_after_another_one_or_when_the_stream_was_up) {
  Log log;
  StreamState stream("p", "a");
  const vex::RunEnd refused{.status = VEX_E_FAILED, .reason = vex::Reason::connect};
  const vex::RunEnd late{.status = VEX_E_TIMEOUT, .reason = vex::Reason::timeout};
  log.bench.consume(stream, refused);
  log.bench.consume(stream, late);
  log.bench.consume(stream, refused);
  log.bench.consume(stream, vex::State{.up = vex::Known::yes});
  log.bench.consume(stream, refused);
  EXPECT_EQ(count(log.text(), "run failed p/a connect"), 3U);
}

TEST(LogSink, writes_a_block_when_a_check_is_complete) {
  Log log;
  StreamState stream("p", "a");
  show_sampled(log.bench, 1);
  log.bench.consume(stream, vex::RunEnd{});
  log.bench.tick();
  EXPECT_EQ(log.text().substr(0, 32), "Check #001 a a (http://h/a.flv)\n");
}

TEST(LogSink, writes_each_check_once) {
  Log log;
  StreamState stream("p", "a");
  show_sampled(log.bench, 1);
  for (int second = 0; second < 5; ++second) {
    log.bench.consume(stream, vex::RunEnd{});
    log.bench.tick();
  }
  show_sampled(log.bench, 2);
  log.bench.tick();
  EXPECT_EQ(count(log.text(), "Check #001"), 1U);
  EXPECT_EQ(count(log.text(), "Check #002"), 1U);
}

TEST(LogSink, waits_for_the_snapshot_to_show_the_check) {
  Log log;
  StreamState stream("p", "a");
  show_sampled(log.bench, 0);
  log.bench.consume(stream, vex::RunEnd{});
  log.bench.tick();
  EXPECT_EQ(log.text(), "");
  show_sampled(log.bench, 1);
  log.bench.tick();
  EXPECT_EQ(count(log.text(), "Check #001"), 1U);
}

TEST(LogSink, begins_anew_with_a_stream_that_left_and_came_back) {
  Log log;
  StreamState stream("p", "a");
  const auto look = [&] {
    log.bench.consume(stream, vex::RunEnd{});
    log.bench.tick();
  };
  show_sampled(log.bench, 1);
  look();
  log.bench.show([](SnapshotState&) {});
  look();
  show_sampled(log.bench, 1);
  look();
  EXPECT_EQ(count(log.text(), "Check #001"), 2U);
}

TEST(LogSink, writes_no_blocks_when_told_so) {
  Log log("blocks", "off");
  StreamState stream("p", "a");
  show_sampled(log.bench, 1);
  log.bench.consume(stream, vex::RunEnd{});
  log.bench.tick();
  EXPECT_EQ(log.text(), "");
}

TEST(LogSink, sums_up_every_minute) {
  Log log;
  log.bench.show([](SnapshotState& state) {
    state.stream("p", "a")
        .up()
        .mode(vex::Mode::sampled)
        .finding(low_bitrate, vex::FindingChange::firing);
    state.stream("p", "b")
        .down(vex::Reason::stalled, "")
        .mode(vex::Mode::sampled)
        .finding(low_bitrate, vex::FindingChange::pending);
    state.stream("p", "c").mode(vex::Mode::sampled);
  });
  log.bench.tick(seconds(59));
  EXPECT_EQ(log.text(), "");
  log.bench.tick(seconds(1));
  EXPECT_EQ(log.text(),
            "2023-11-14T23:14:20.000Z summary: streams 3 | up 1 | down 1 | unknown 1 | "
            "findings 1\n");
}

TEST(LogSink, sums_up_never_when_told_so) {
  Log log("interval", "0s");
  log.bench.tick(std::chrono::hours(1));
  EXPECT_EQ(log.text(), "");
}

TEST(LogSink, shows_a_few_connected_streams_with_every_summary) {
  Log log("interval", "10s");
  log.bench.show([](SnapshotState& state) { state.stream("p", "a").up(); });
  log.bench.tick(seconds(10));
  log.bench.tick(seconds(10));
  EXPECT_EQ(count(log.text(), "Check #001 a a"), 1U);
  EXPECT_EQ(count(log.text(), "Check #002 a a"), 1U);
}

void show_many(SinkBench& bench) {
  bench.show([](SnapshotState& state) {
    for (int i = 0; i < 21; ++i) state.stream("p", std::to_string(i));
  });
}

TEST(LogSink, does_not_show_many_connected_streams) {
  Log log;
  show_many(log.bench);
  log.bench.tick(seconds(60));
  EXPECT_EQ(count(log.text(), "Check #"), 0U);
}

TEST(LogSink, shows_many_connected_streams_when_told_so) {
  Log log("blocks", "all");
  show_many(log.bench);
  log.bench.tick(seconds(60));
  EXPECT_EQ(count(log.text(), "Check #001"), 21U);
}

TEST(LogSink, gives_every_snapshot_back) {
  Log log;
  log.bench.tick(seconds(60));
  EXPECT_EQ(log.bench.snapshots_held(), 0);
}

TEST(LogSink, cannot_open_a_file_where_there_is_no_folder) {
  SinkBench bench(vex::test::load(LOG_PLUGIN), {.options = {{"output", "/nonexistent/log"}}});
  EXPECT_THROW(bench.open(), vex::Error);
}

}  // namespace
}  // namespace sinks::log
