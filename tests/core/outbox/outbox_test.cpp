// What waits for durable sinks, and what was told, over the end of a process.
#include <gmock/gmock.h>

#include "tests/core/outbox/outbox_fixture.hpp"

namespace core::outbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Change = vex::FindingChange;

TEST_F(OutboxTest, hands_transitions_out_in_their_order) {
  say_up("a", true);
  say_finding("a", Change::firing);
  const auto taken = take(2);
  EXPECT_EQ(taken[0].type, unsigned{VEX_EVENT_STATE});
  EXPECT_EQ(taken[1].type, unsigned{VEX_EVENT_FINDING_CHANGE});
  EXPECT_LT(taken[0].id, taken[1].id);
}

TEST_F(OutboxTest, hands_out_after_a_restart_what_was_not_acknowledged_under_the_same_key) {
  say_up("a", true);
  say_up("b", true);
  const auto before = take(2);
  lane->acknowledge({&before[0].id, 1});
  restart();
  EXPECT_THAT(take(1), ElementsAre(before[1]));
}

TEST_F(OutboxTest, remembers_the_attempts_over_a_restart) {
  say_up("a", true);
  lane->retry(take(1).front().id, 3600 * second);
  restart();
  EXPECT_EQ(take(1).front().attempts, 1U);
}

TEST_F(OutboxTest, gives_rising_ids_over_a_restart_even_when_nothing_was_left) {
  say_up("a", true);
  const auto before = take(1).front();
  lane->acknowledge({&before.id, 1});
  around.epoch -= 10'000 * second;  // the wall clock was set back
  restart();
  say_up("a", false);
  EXPECT_GT(take(1).front().id, before.id);
}

TEST_F(OutboxTest, tells_all_of_a_finding_after_a_restart) {
  say_finding("a", Change::firing);
  take(1);
  const std::int64_t happened = around.unix_now();
  restart();
  const vex_outbox_entry* row = nullptr;
  ASSERT_EQ(lane->take(20 * second, {&row, 1}), 1U);
  const vex_record& record = row->record;
  EXPECT_EQ(record.origin, &vex::detail::descriptor<Judge>);
  EXPECT_EQ(record.unix_time, happened);
  EXPECT_EQ(vex::text(record.target->url), "http://origin/a.flv?key=***");
  EXPECT_EQ(vex::text(record.target->labels[0].value), "sports");
  const auto& event = reinterpret_cast<const vex_event_finding_change&>(*record.event);
  EXPECT_EQ(event.rule, &Judge::late);
  EXPECT_EQ(event.severity, unsigned{VEX_SEVERITY_CRITICAL});
  EXPECT_EQ(event.value, 7.5);
  EXPECT_EQ(event.limit, 5);
  EXPECT_EQ(vex::text(event.message), "late by 7.5 s");
  EXPECT_EQ(event.head.time - event.since, 7 * second);
  EXPECT_EQ(around.unix_now() - (around.now() - event.head.time), happened);
}

TEST_F(OutboxTest, gives_a_finding_that_fired_back_to_its_stream_once) {
  say_finding("a", Change::firing);
  restart();
  EXPECT_THAT(outbox->claim("cup", "b"), IsEmpty());
  EXPECT_EQ(outbox->claim("cup", "a").size(), 1U);
  EXPECT_THAT(outbox->claim("cup", "a"), IsEmpty());
}

TEST_F(OutboxTest, forgets_a_finding_that_is_resolved) {
  say_finding("a", Change::firing);
  say_finding("a", Change::resolved);
  restart();
  EXPECT_THAT(outbox->claim("cup", "a"), IsEmpty());
}

TEST_F(OutboxTest, resolves_the_findings_of_streams_that_are_gone) {
  say_finding("a", Change::firing);
  options.orphaned_after = std::chrono::milliseconds(1);
  restart();
  ASSERT_TRUE(around.await([this] { return !around.published.empty(); }));
  const vex_record& record = around.published.front()->abi();
  EXPECT_EQ(vex::text(record.target->id), "a");
  const auto& event = reinterpret_cast<const vex_event_finding_change&>(*record.event);
  EXPECT_EQ(event.change, unsigned{VEX_CHANGE_RESOLVED});
  EXPECT_EQ(event.rule, &Judge::late);
}

TEST_F(OutboxTest, waits_with_the_findings_of_nobody_until_all_streams_are_known) {
  say_finding("a", Change::firing);
  take(1);
  std::atomic<int> asked = 0;
  options.orphaned_after = std::chrono::milliseconds(1);
  options.knows_all_streams = [&asked] { return ++asked > 3; };
  restart();
  ASSERT_TRUE(around.await([this] { return !around.published.empty(); }));
  EXPECT_EQ(asked, 4);
  outbox.reset();  // it asks no more
}

TEST_F(OutboxTest, does_not_tell_again_after_a_restart_that_a_stream_is_up) {
  say_up("a", true);
  auto taken = take(1);
  lane->acknowledge({&taken[0].id, 1});
  restart();
  say_up("a", true);
  say_up("b", true);
  EXPECT_EQ(take(1).front().stream, "b");
}

TEST_F(OutboxTest, gives_a_sink_only_what_it_wants) {
  Lane& states = outbox->lane("states", vex::wants(VEX_EVENT_STATE));
  say_finding("a", Change::firing);
  say_up("a", true);
  take(2);
  lane = &states;
  EXPECT_EQ(take(1).front().type, std::uint32_t{VEX_EVENT_STATE});
  EXPECT_EQ(states.length(), 1U);
}

TEST_F(OutboxTest, forgets_what_waits_for_a_sink_that_is_configured_no_more) {
  outbox->lane("former", wants_all);
  say_up("a", true);
  take(1);
  restart();
  EXPECT_TRUE(around.has_line_with("1 transitions wait for the sink former"));
  restart();
  EXPECT_EQ(outbox->lane("former", wants_all).length(), 0U);
}

TEST_F(OutboxTest, keeps_a_finding_whose_plugin_is_gone) {
  say_finding("a", Change::firing);
  outbox.reset();
  registry = plugin::Registry({});
  begin();
  const vex_outbox_entry* row = nullptr;
  ASSERT_EQ(lane->take(20 * second, {&row, 1}), 1U);
  EXPECT_EQ(row->record.origin, nullptr);
  const auto& event = reinterpret_cast<const vex_event_finding_change&>(*row->record.event);
  EXPECT_STREQ(event.rule->id, "late");
  EXPECT_STREQ(event.rule->clause, "RFC 0 1");
  EXPECT_STREQ(event.rule->unit, "seconds");
}

TEST_F(OutboxTest, works_without_a_directory_as_long_as_the_process_lives) {
  options.directory.clear();
  restart();
  say_up("a", true);
  EXPECT_EQ(take(1).front().stream, "a");
  EXPECT_FALSE(outbox->is_durable());
  restart();
  say_up("b", true);
  EXPECT_EQ(take(1).front().stream, "b");
}

TEST_F(OutboxTest, lets_nobody_else_read_the_state) {
  say_up("a", true);
  take(1);
  for (const auto& file : std::filesystem::directory_iterator(options.directory)) {
    EXPECT_EQ(file.status().permissions() & std::filesystem::perms(0077),
              std::filesystem::perms::none)
        << file.path();
  }
}

}  // namespace
}  // namespace core::outbox
