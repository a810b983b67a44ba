#include "core/pipeline/sink_runner.hpp"

#include <gtest/gtest.h>

#include <future>
#include <vex/vex.hpp>

#include "tests/core/pipeline/fake_surroundings.hpp"
#include "tests/core/pipeline/stream_fixture.hpp"

namespace core::pipeline {
namespace {

using std::chrono::seconds;

class NoServices : public SinkServices {
 public:
  [[nodiscard]] const void* find(std::string_view) const override { return nullptr; }
};

/// What a test wants of the sink, and what the sink has seen; sinks have no other way out.
struct Script {
  std::vector<std::string> sentences;
  std::promise<void> entered;  // consume was called
  std::shared_future<void> gate;
  bool flushed = false;
  bool closed = false;
  std::string refuse_to_open;
  bool throws = false;
};
Script* script = nullptr;

class ScriptedSink final : public vex::Sink {
 public:
  static constexpr vex::Info info{"scripted", "1.0.0", "Does what a test tells it"};
  static constexpr auto wants = vex::wants(VEX_EVENT_STATE);

  explicit ScriptedSink(const vex::Setup& setup) : Sink(setup) {}
  void open() override {
    if (!script->refuse_to_open.empty()) throw vex::Error(VEX_E_INVALID, script->refuse_to_open);
  }
  void consume(const vex::Record& record) override {
    if (script->sentences.empty()) script->entered.set_value();
    record.visit(vex::Overload{
        [](const vex::State& state) { script->sentences.emplace_back(state.sentence); },
        [](const auto&) { script->sentences.emplace_back("something else"); }});
    if (script->gate.valid()) script->gate.wait();
    if (script->throws) throw std::runtime_error("the receiver is gone");
  }
  void flush() override { script->flushed = true; }
  void close() noexcept override { script->closed = true; }
};

class SinkRunnerTest : public testing::Test {
 protected:
  SinkRunnerTest() { script = &script_; }

  static RecordPtr state(const std::string& sentence) {
    static const auto target = std::make_shared<const Target>(TargetTexts{});
    const auto event = vex::detail::to_abi(vex::State{.sentence = sentence});
    return std::make_shared<const Record>(
        target, vex_record{sizeof(vex_record), 0, nullptr, nullptr, &event.head, 0});
  }

  Script script_;
  FakeSurroundings around_;
  NoServices services_;
  SinkRunner runner_{"ops", plain_settings(vex::detail::descriptor<ScriptedSink>), around_,
                     services_, 3};
};

TEST_F(SinkRunnerTest, delivers_in_order_before_it_stops) {
  runner_.start();
  for (const char* sentence : {"a", "b", "c"}) runner_.push(state(sentence));
  EXPECT_TRUE(runner_.stop(seconds(60)));
  EXPECT_EQ(script_.sentences, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(script_.flushed);
  EXPECT_TRUE(script_.closed);
}

TEST_F(SinkRunnerTest, says_why_a_sink_cannot_be_opened) {
  script_.refuse_to_open = "cannot write there";
  try {
    runner_.start();
    FAIL() << "it was started";
  } catch (const vex::Error& error) {
    EXPECT_STREQ(error.what(), "cannot write there");
  }
}

TEST_F(SinkRunnerTest, drops_and_counts_the_oldest_when_the_queue_is_full) {
  std::promise<void> gate;
  script_.gate = gate.get_future().share();
  runner_.start();
  runner_.push(state("held"));
  script_.entered.get_future().wait();
  for (const char* sentence : {"1", "2", "3", "4", "5"}) runner_.push(state(sentence));
  EXPECT_EQ(runner_.queue_length(), 3U);
  EXPECT_EQ(runner_.dropped(), 2U);
  gate.set_value();
  EXPECT_TRUE(runner_.stop(seconds(60)));
  EXPECT_EQ(script_.sentences, (std::vector<std::string>{"held", "3", "4", "5"}));
}

TEST_F(SinkRunnerTest, leaves_out_what_the_sink_does_not_want) {
  runner_.start();
  const auto event = vex::detail::to_abi(vex::Health{});
  runner_.push(std::make_shared<const Record>(
      std::make_shared<const Target>(TargetTexts{}),
      vex_record{sizeof(vex_record), 0, nullptr, nullptr, &event.head, 0}));
  EXPECT_TRUE(runner_.stop(seconds(60)));
  EXPECT_TRUE(script_.sentences.empty());
}

TEST_F(SinkRunnerTest, logs_a_failure_and_goes_on) {
  script_.throws = true;
  runner_.start();
  runner_.push(state("a"));
  script_.entered.get_future().wait();
  runner_.push(state("b"));
  EXPECT_TRUE(runner_.stop(seconds(60)));
  EXPECT_EQ(script_.sentences.size(), 2U);
  ASSERT_FALSE(around_.lines.empty());
  EXPECT_EQ(around_.lines.front(), "ops consume: the receiver is gone");
}

}  // namespace
}  // namespace core::pipeline
