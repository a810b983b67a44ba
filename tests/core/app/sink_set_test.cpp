#include "core/app/sink_set.hpp"

#include <gmock/gmock.h>

#include <vex/vex.hpp>

#include "core/plugin/given.hpp"
#include "tests/core/pipeline/fake_surroundings.hpp"

namespace core::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What happened to the sinks, in order. They run one at a time here.
std::vector<std::string>* journal = nullptr;

class NotingSink final : public vex::Sink {
 public:
  static constexpr vex::Info info{"noting", "1.0.0", "Notes what happens to it"};
  static constexpr auto wants = vex::wants(VEX_EVENT_STATE);
  static constexpr vex::Text mark{"mark", "", "What it notes"};
  static constexpr auto options = vex::options(mark);

  explicit NotingSink(const vex::Setup& setup) : Sink(setup), mark_(setup[mark]) {}
  void open() override {
    if (mark_ == "refuses") throw vex::Error(VEX_E_INVALID, "not like this");
    journal->push_back(mark_ + " opens");
  }
  void consume(const vex::Record& record) override {
    record.visit(vex::Overload{[this](const vex::State& state) {
                                 journal->push_back(mark_ + " " + std::string(state.sentence));
                               },
                               [](const auto&) {}});
  }
  void flush() override {}
  void close() noexcept override { journal->push_back(mark_ + " closes"); }

 private:
  std::string mark_;
};

class NoServices : public pipeline::SinkServices {
 public:
  [[nodiscard]] const void* find(std::string_view) const override { return nullptr; }
};

class SinkSetTest : public testing::Test {
 protected:
  SinkSetTest() { journal = &journal_; }
  ~SinkSetTest() override { EXPECT_TRUE(sinks_.stop(std::chrono::seconds(60))); }

  static config::Sink sink(const std::string& name, const std::string& mark) {
    return {name, plugin::make_settings(vex::detail::descriptor<NotingSink>,
                                        {{&NotingSink::mark, mark}})};
  }

  void publish(const std::string& sentence) {
    static const auto target = std::make_shared<const pipeline::Target>(pipeline::TargetTexts{});
    const auto event = vex::detail::to_abi(vex::State{.sentence = sentence});
    sinks_.publish(std::make_shared<const pipeline::Record>(
        target, vex_record{sizeof(vex_record), 0, nullptr, nullptr, &event.head, 0}));
  }

  std::vector<std::string> journal_;
  pipeline::FakeSurroundings around_;
  NoServices services_;
  SinkSet sinks_{[this](const config::Sink& sink) {
    return std::make_unique<pipeline::SinkRunner>(sink.name, sink.settings, around_, services_);
  }};
};

TEST_F(SinkSetTest, leaves_a_sink_alone_that_is_as_it_was) {
  sinks_.run({sink("one", "1")});
  const auto changes = sinks_.run({sink("one", "1")});
  EXPECT_EQ(changes.started + changes.stopped, 0U);
  EXPECT_THAT(journal_, ElementsAre("1 opens"));
}

TEST_F(SinkSetTest, ends_a_changed_sink_before_it_starts_it_anew) {
  sinks_.run({sink("one", "1")});
  publish("before");
  sinks_.run({sink("one", "2")});
  publish("after");
  sinks_.run({});
  EXPECT_THAT(journal_,
              ElementsAre("1 opens", "1 before", "1 closes", "2 opens", "2 after", "2 closes"));
}

TEST_F(SinkSetTest, runs_what_ran_before_when_one_refuses) {
  sinks_.run({sink("one", "1")});
  EXPECT_THROW(
      try { sinks_.run({sink("one", "refuses")}); } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "the sink one cannot start: not like this");
        throw;
      },
      std::runtime_error);
  publish("after");
  sinks_.run({});
  EXPECT_THAT(journal_, ElementsAre("1 opens", "1 closes", "1 opens", "1 after", "1 closes"));
}

TEST_F(SinkSetTest, has_no_sinks_when_the_first_ones_refuse) {
  EXPECT_THROW(sinks_.run({sink("one", "refuses")}), std::runtime_error);
  int count = 0;
  sinks_.for_each([&count](const pipeline::SinkRunner&) { ++count; });
  EXPECT_EQ(count, 0);
  EXPECT_THAT(journal_, IsEmpty());
}

}  // namespace
}  // namespace core::app
