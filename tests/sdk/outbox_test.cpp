// The outbox of durable sinks as the test kit plays it.
#include <gmock/gmock.h>

#include <vex/cpp/test/sink_bench.hpp>
#include <vex/vex.hpp>

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using vex::test::Outbox;

constexpr vex::State up{.up = vex::Known::yes};

/// Takes what is due with every tick and does as the test says.
class Courier final : public vex::Sink {
 public:
  static constexpr vex::Info info{"courier", "1.0.0", "Delivers for a test"};
  static constexpr auto services = vex::words(VEX_OUTBOX);
  static constexpr bool durable = true;

  explicit Courier(const vex::Setup& setup) : Sink(setup), outbox_(host()) {}

  void on_tick(vex::Nanos) override {
    taken.clear();
    for (const vex::OutboxEntry& entry : outbox_.take(wait, capacity)) {
      taken.push_back(entry.id);
      attempts = entry.attempts;
      key = entry.key;
      project = entry.record.target.project;
      entry.record.visit(
          vex::Overload{[](const vex::State& e) { sentence = e.sentence; }, [](const auto&) {}});
    }
    if (acknowledges) outbox_.acknowledge(taken);
    if (!acknowledges && !taken.empty()) outbox_.retry(taken.front(), 5s);
  }

  static inline std::vector<std::uint64_t> taken;
  static inline std::uint32_t attempts;
  static inline std::string key, project, sentence;
  static inline std::size_t capacity;
  static inline vex::Nanos wait;
  static inline bool acknowledges;

 private:
  vex::Outbox outbox_;
};

class OutboxDouble : public testing::Test {
 protected:
  OutboxDouble() {
    Courier::capacity = 10;
    Courier::wait = 0s;
    Courier::acknowledges = true;
    bench.open();
  }

  vex::test::StreamState a{"cup", "a"};
  vex::test::StreamState b{"cup", "b"};
  vex::test::SinkBench bench{vex::detail::descriptor<Courier>};
};

TEST_F(OutboxDouble, hands_out_what_was_added_with_texts_of_its_own) {
  std::string sentence = "gone";
  bench.outbox.add(a, vex::State{.up = vex::Known::no, .sentence = sentence});
  sentence = "else";
  bench.tick();
  EXPECT_EQ(Courier::project, "cup");
  EXPECT_EQ(Courier::sentence, "gone");
  EXPECT_EQ(Courier::attempts, 0);
}

TEST_F(OutboxDouble, records_acknowledgements_in_their_order) {
  const auto first = bench.outbox.add(a, up);
  const auto second = bench.outbox.add(b, up);
  bench.tick();
  EXPECT_THAT(bench.outbox.acknowledged(), ElementsAre(first, second));
  EXPECT_THAT(bench.outbox.waiting(), IsEmpty());
}

TEST_F(OutboxDouble, holds_a_stream_back_that_waits_for_a_retry_and_no_other) {
  Courier::acknowledges = false;
  Courier::capacity = 1;
  const auto first = bench.outbox.add(a, up);
  bench.outbox.add(a, up);
  const auto other = bench.outbox.add(b, up);
  bench.tick();
  EXPECT_THAT(bench.outbox.retries(), ElementsAre(Outbox::Retry{first, 5s}));
  Courier::capacity = 10;
  Courier::acknowledges = true;
  bench.tick();
  EXPECT_THAT(Courier::taken, ElementsAre(other));
}

TEST_F(OutboxDouble, hands_out_again_in_order_once_the_delay_is_over) {
  Courier::acknowledges = false;
  const auto first = bench.outbox.add(a, up);
  const auto second = bench.outbox.add(a, up);
  bench.tick();
  const std::string key = Courier::key;
  Courier::acknowledges = true;
  bench.tick(5s);
  EXPECT_THAT(Courier::taken, ElementsAre(first, second));
  EXPECT_EQ(Courier::key, key);
}

TEST_F(OutboxDouble, lets_time_pass_while_the_sink_waits) {
  Courier::acknowledges = false;
  const auto first = bench.outbox.add(a, up);
  bench.tick();
  Courier::wait = 1min;
  const vex::Nanos before = bench.clock.now();
  bench.tick(0s);
  EXPECT_EQ(bench.clock.now() - before, 5s);
  EXPECT_THAT(Courier::taken, ElementsAre(first));
  EXPECT_EQ(Courier::attempts, 1);
}

TEST_F(OutboxDouble, ends_the_next_wait_after_a_wake) {
  bench.outbox.wake();
  EXPECT_THROW(bench.tick(), vex::Error);
  EXPECT_NO_THROW(bench.tick());
}

TEST_F(OutboxDouble, hands_out_again_what_was_not_acknowledged_before_a_restart) {
  Courier::capacity = 1;
  Courier::acknowledges = false;
  const auto first = bench.outbox.add(a, up);
  bench.tick();
  bench.outbox.restart();
  bench.tick();
  EXPECT_THAT(Courier::taken, ElementsAre(first));
}

}  // namespace
