// Findings that fired when the process before ended, or the stream was last watched in another way.
#include <gmock/gmock.h>

#include <vex/cpp/error.hpp>

#include "core/pipeline/core_plugin.hpp"
#include "tests/core/pipeline/transitions.hpp"

namespace core::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Change = vex::FindingChange;

/// Says what a test tells it of its rule, and hears what becomes of it.
class Judge final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"judge", "1.0.0", "Judges for a test"};
  static constexpr vex::Rule late{"late", vex::Severity::warning, "Late"};
  static constexpr vex::Rule foreign{"foreign", vex::Severity::warning, "In no table"};
  static constexpr auto rules = vex::rules(late);
  static constexpr auto lifetime = vex::Lifetime::stream;

  explicit Judge(const vex::Setup& setup) : Analyzer(setup) { fires = false; }
  void on_packet(const vex::Packet&) override {
    if (says.has_value()) emit(vex::Finding{.rule = late, .broken = *says, .value = 3});
  }
  void on_finding_change(const Change& change) override {
    if (&change.rule == &late) fires = change.change == Change::firing;
  }

  static inline std::optional<bool> says;
  static inline bool fires;
};

class RestoredTest : public TransitionTest {
 protected:
  RestoredTest() { Judge::says.reset(); }

  void was_firing(const vex::Rule& rule, const vex_plugin* origin) {
    was_firing(rule, origin, vex::Severity{rule.severity});
  }
  void was_firing(const vex::Rule& rule, const vex_plugin* origin, vex::Severity severity) {
    const auto event = vex::detail::to_abi(Change{.time = vex::Nanos(around_.time - 90 * a_second),
                                                  .rule = rule,
                                                  .change = Change::firing,
                                                  .severity = severity,
                                                  .since = vex::Nanos(-5 * a_second),
                                                  .value = 7,
                                                  .message = "as it was"});
    const auto target =
        std::make_shared<const Target>(TargetTexts{"cup", "a", "", "", "", "", 0, {}});
    around_.told.push_back(std::make_shared<const Record>(
        target, vex_record{sizeof(vex_record), 0, nullptr, origin, &event.head, 0}));
  }
  void was_late() { was_firing(Judge::late, &vex::detail::descriptor<Judge>); }

  /// Frames for so many seconds, with a tick each.
  void play_seconds(int seconds) {
    for (int i = 0; i < seconds; ++i) {
      play(25);
      stream_->tick(nullptr);
    }
  }
};

TEST_F(RestoredTest, fires_on_and_nobody_is_told_again) {
  was_late();
  watch<Judge>();
  Judge::says = true;
  go_up();
  play_seconds(120);
  EXPECT_THAT(told(), ElementsAre("up"));
  ASSERT_EQ(snapshot().finding_count, 1U);
  const vex_event_finding_change& change = *snapshot().findings[0].change;
  EXPECT_EQ(change.change, unsigned{VEX_CHANGE_FIRING});
  EXPECT_EQ(change.since, -5 * a_second);
  EXPECT_EQ(vex::text(change.message), "as it was");
  EXPECT_EQ(value("finding_active", "late"), 1.0);
  EXPECT_EQ(value("findings", "late"), std::nullopt) << "it did not begin to fire";
}

TEST_F(RestoredTest, is_known_to_the_analyzers) {
  was_late();
  watch<Judge>();
  EXPECT_TRUE(Judge::fires);
}

TEST_F(RestoredTest, is_not_resolved_before_the_stream_was_judged) {
  was_late();
  watch<Judge>();
  begin();
  pass(600);
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(RestoredTest, is_resolved_once_when_the_analyzer_says_that_it_is_over) {
  was_late();
  watch<Judge>();
  go_up();
  Judge::says = false;
  play_seconds(10);
  EXPECT_THAT(told(), ElementsAre("up", "late resolved"));
  EXPECT_FALSE(Judge::fires);
}

TEST_F(RestoredTest, is_resolved_when_the_analyzer_has_been_silent_for_a_minute_of_media) {
  was_late();
  watch<Judge>();
  go_up();
  play_seconds(58);
  EXPECT_THAT(told(), ElementsAre("up"));
  play_seconds(3);
  EXPECT_THAT(told(), ElementsAre("up", "late resolved"));
}

TEST_F(RestoredTest, changes_nothing_while_the_measurement_is_invalid) {
  was_late();
  watch<Judge>();
  go_up();
  stream_->set_measurement_valid(false);
  Judge::says = false;
  play_seconds(120);
  EXPECT_THAT(told(), ElementsAre("up"));
}

TEST_F(RestoredTest, ends_with_the_outage_that_it_was) {
  was_firing(own::stream_stalled, &own::plugin());
  watch<>();
  go_up();
  pass(9);
  EXPECT_THAT(told(), ElementsAre("up"));
  pass(3);
  EXPECT_THAT(told(), ElementsAre("up", "stream_stalled resolved"));
}

TEST_F(RestoredTest, stays_the_same_outage_whatever_the_reason_is_now) {
  was_firing(own::stream_stalled, &own::plugin());
  watch<>();
  begin();
  fail(vex::Reason::connect, "refused");
  pass(100);
  EXPECT_THAT(told(), ElementsAre("down"));
  ASSERT_EQ(snapshot().finding_count, 1U);
  EXPECT_STREQ(snapshot().findings[0].change->rule->id, "stream_stalled");
}

TEST_F(RestoredTest, is_over_when_the_stream_is_found_down) {
  was_late();
  watch<Judge>();
  begin();
  fail(vex::Reason::connect, "refused");
  pass(1);
  EXPECT_THAT(told(), ElementsAre("down", "stream_down firing", "late resolved"));
}

TEST_F(RestoredTest, is_over_at_once_where_the_rule_is_watched_no_more) {
  was_late();
  was_firing(Judge::foreign, nullptr);
  watch<>();
  EXPECT_THAT(told(), ElementsAre("late resolved", "foreign resolved"));
}

TEST_F(RestoredTest, ends_and_begins_where_the_rule_has_another_severity) {
  was_firing(Judge::late, &vex::detail::descriptor<Judge>, vex::Severity::critical);
  watch<Judge>();
  EXPECT_THAT(told(), ElementsAre("late resolved", "late firing"));
  ASSERT_EQ(snapshot().finding_count, 1U);
  EXPECT_EQ(snapshot().findings[0].change->severity, unsigned{VEX_SEVERITY_WARNING});
  EXPECT_EQ(snapshot().findings[0].change->since, -5 * a_second);
}

TEST_F(RestoredTest, holds_changes_back_where_the_stream_was_flapping) {
  was_firing(own::flapping, &own::plugin());
  watch<>();
  go_up();
  EXPECT_THAT(told(), IsEmpty());
  pass(400);
  EXPECT_THAT(told(), ElementsAre("flapping resolved", "up"));
}

class ChangedTest : public RestoredTest {
 protected:
  /// In another way, in the place of the watch so far.
  template <class... Analyzers>
  void watch_anew() {
    told_before_ = stream_->last_told();
    stream_.reset();
    watch<Analyzers...>();
  }

  void break_it() {
    watch<Judge>();
    Judge::says = true;
    go_up();
    ASSERT_THAT(told(), ElementsAre("late firing", "up"));
  }
};

TEST_F(ChangedTest, stream_fires_on_and_nobody_is_told_again) {
  break_it();
  const vex_time since = snapshot().findings[0].change->since;
  pass(5);
  watch_anew<Judge>();
  ASSERT_EQ(snapshot().finding_count, 1U);
  EXPECT_EQ(snapshot().findings[0].change->since, since);
  EXPECT_TRUE(Judge::fires);
  go_up();
  play_seconds(120);
  EXPECT_THAT(told(), ElementsAre("late firing", "up", "up"));
  Judge::says = false;
  play(1);
  EXPECT_THAT(told(), ElementsAre("late firing", "up", "up", "late resolved"));
}

TEST_F(ChangedTest, stream_is_over_at_once_where_the_rule_is_watched_no_more) {
  break_it();
  watch_anew<>();
  EXPECT_THAT(told(), ElementsAre("late firing", "up", "late resolved"));
}

TEST_F(ChangedTest, stream_that_is_then_watched_no_longer_is_over) {
  break_it();
  watch_anew<Judge>();
  stream_->retire();
  EXPECT_THAT(told(), ElementsAre("late firing", "up", "unknown", "late resolved"));
  EXPECT_EQ(last_message(), "the stream is no longer watched");
}

TEST_F(ChangedTest, stream_that_was_never_judged_is_retired_in_silence) {
  watch<Judge>();
  watch_anew<Judge>();
  stream_->retire();
  EXPECT_THAT(told(), IsEmpty());
}

}  // namespace
}  // namespace core::pipeline
