#include "core/pipeline/chain.hpp"

#include <thread>

#include "tests/core/pipeline/stream_fixture.hpp"

namespace core::pipeline {
namespace {

/// Counts what it sees, and says so.
template <int Place, vex::Lifetime Life>
class Witness : public vex::Analyzer {
 public:
  static constexpr vex::Info info{Place == 1 ? "first" : "second", "1.0.0", "Counts packets"};
  static constexpr vex::Gauge seen{Place == 1 ? "first_seen" : "second_seen", "", "Packets seen"};
  static constexpr vex::Gauge overheard{Place == 1 ? "first_heard" : "second_heard", "",
                                        "Metrics of analyzers before this one"};
  static constexpr auto metrics = vex::metrics(seen, overheard);
  static constexpr auto lifetime = Life;

  explicit Witness(const vex::Setup& setup) : Analyzer(setup) {}
  void on_packet(const vex::Packet&) override { emit(seen, ++packets_); }
  void on_sample(const vex::Sample&) override { emit(overheard, ++samples_); }

 private:
  int packets_ = 0;
  int samples_ = 0;
};
using First = Witness<1, vex::Lifetime::run>;
using Second = Witness<2, vex::Lifetime::run>;
using Lasting = Witness<1, vex::Lifetime::stream>;

/// Throws what is not even an exception, wherever it can.
template <int Where>
class Thrower : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"thrower", "1.0.0", "Throws in one of its callbacks"};

  explicit Thrower(const vex::Setup& setup) : Analyzer(setup) { throw_at(0); }
  void on_run_begin(const vex::RunBegin&) override { throw_at(1); }
  void on_packet(const vex::Packet&) override { throw_at(2); }
  void on_tick(vex::Nanos) override { throw_at(3); }
  void on_state(const vex::State&) override { throw_at(4); }
  void on_run_end(const vex::RunEnd&) override { throw_at(5); }

 private:
  static void throw_at(int place) {
    if (place == Where) throw 42;
  }
};

class Smuggler final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"smuggler", "1.0.0", "Emits a metric it has not declared"};
  static constexpr vex::Gauge contraband{"contraband", "", "Not in the table"};

  explicit Smuggler(const vex::Setup& setup) : Analyzer(setup) {}
  void on_packet(const vex::Packet&) override { emit(contraband, 1); }
};

/// Says what the host told it of the packets.
class Listener final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"listener", "1.0.0", "Repeats events as metrics"};
  static constexpr vex::Gauge burst{"burst", "", "Packets out of the GOP cache"};
  static constexpr vex::Gauge window{"window", "", "Length of the last full window, seconds"};
  static constexpr auto metrics = vex::metrics(burst, window);

  explicit Listener(const vex::Setup& setup) : Analyzer(setup) {}
  void on_packet(const vex::Packet& packet) override {
    if (packet.burst) emit(burst, ++bursts_);
  }
  void on_window(const vex::Window& ended) override {
    if (ended.cause == vex::Window::full) emit(window, vex::seconds(ended.media_duration()));
  }

 private:
  int bursts_ = 0;
};

/// Emits from a thread of its own, which no analyzer may do.
class Stray final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"stray", "1.0.0", "Emits from another thread"};
  static constexpr vex::Gauge lost{"lost", "", "Packets seen"};
  static constexpr auto metrics = vex::metrics(lost);

  explicit Stray(const vex::Setup& setup) : Analyzer(setup) {}
  void on_packet(const vex::Packet&) override {
    std::thread([this] { emit(lost, 1); }).join();
  }
};

TEST_F(StreamTest, shows_packets_to_every_analyzer) {
  watch<First, Second>();
  begin();
  play(3);
  EXPECT_EQ(value("first_seen"), 3.0);
  EXPECT_EQ(value("second_seen"), 3.0);
}

TEST_F(StreamTest, shows_what_an_analyzer_emits_to_those_behind_it_alone) {
  watch<First, Second>();
  begin();
  play(3);
  EXPECT_EQ(value("first_heard"), std::nullopt);
  EXPECT_EQ(value("second_heard"), 3.0);
}

TEST_F(StreamTest, gives_every_run_a_fresh_analyzer) {
  watch<First>();
  begin();
  play(3);
  stream_->end_run({});
  begin();
  play(2);
  EXPECT_EQ(value("first_seen"), 2.0);
}

TEST_F(StreamTest, keeps_an_analyzer_that_lives_as_long_as_the_stream) {
  watch<Lasting>();
  begin();
  play(3);
  stream_->end_run({});
  begin();
  play(2);
  EXPECT_EQ(value("first_seen"), 5.0);
}

TEST_F(StreamTest, ends_windows_for_the_analyzers) {
  watch<Listener>();
  begin();
  play(300);
  EXPECT_EQ(value("window"), 10.0);
}

TEST_F(StreamTest, marks_the_gop_cache_for_the_analyzers) {
  watch<Listener>();
  begin();
  play(1);
  EXPECT_EQ(value("burst"), 1.0);
}

template <int Where>
void expect_switched_off(FakeSurroundings& around) {
  ASSERT_FALSE(around.lines.empty()) << Where;
  EXPECT_EQ(around.lines.front(),
            "thrower is switched off for this run: an exception of unknown type");
}

TEST_F(StreamTest, survives_an_analyzer_that_throws_when_it_is_created) {
  watch<Thrower<0>, Second>();
  begin();
  play(3);
  expect_switched_off<0>(around_);
  EXPECT_EQ(value("second_seen"), 3.0);
}

TEST_F(StreamTest, survives_an_analyzer_that_throws_at_the_begin_of_a_run) {
  watch<Thrower<1>, Second>();
  begin();
  play(3);
  expect_switched_off<1>(around_);
  EXPECT_EQ(value("second_seen"), 3.0);
}

TEST_F(StreamTest, survives_an_analyzer_that_throws_on_a_packet) {
  watch<Thrower<2>, Second>();
  begin();
  play(3);
  expect_switched_off<2>(around_);
  EXPECT_EQ(around_.lines.size(), 1U);
  EXPECT_EQ(value("second_seen"), 3.0);
}

TEST_F(StreamTest, survives_an_analyzer_that_throws_on_a_tick) {
  watch<Thrower<3>, Second>();
  begin();
  stream_->tick(nullptr);
  expect_switched_off<3>(around_);
}

TEST_F(StreamTest, survives_an_analyzer_that_throws_on_a_state) {
  watch<Thrower<4>, Second>();
  begin();
  expect_switched_off<4>(around_);
}

TEST_F(StreamTest, survives_an_analyzer_that_throws_at_the_end_of_a_run) {
  watch<Thrower<5>, Second>();
  begin();
  stream_->end_run({});
  expect_switched_off<5>(around_);
}

TEST_F(StreamTest, switches_off_an_analyzer_that_emits_what_it_has_not_declared) {
  watch<Smuggler>();
  begin();
  play(1);
  ASSERT_EQ(around_.lines.size(), 1U);
  EXPECT_EQ(around_.lines.front(),
            "smuggler is switched off for this run: the metric is not in the plugin's table");
}

#ifndef NDEBUG
TEST_F(StreamTest, ends_a_debug_build_where_an_analyzer_emits_on_another_thread) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  watch<Stray>();
  begin();
  EXPECT_DEATH(play(1), "wrong thread: the plugin stray");
}
#endif

}  // namespace
}  // namespace core::pipeline
