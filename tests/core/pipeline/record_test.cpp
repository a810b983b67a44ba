#include "core/pipeline/record.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vex/cpp/event.hpp>

namespace core::pipeline {
namespace {

TargetPtr some_target() {
  return std::make_shared<const Target>(
      TargetTexts{"cup", "a", "cup_a", "http://origin/a.flv", "http", "origin", 80, {}});
}

RecordPtr record_of(const vex_event& event) {
  return std::make_shared<const Record>(
      some_target(), vex_record{sizeof(vex_record), 0, nullptr, nullptr, &event, 42});
}

TEST(Record, keeps_the_sentence_of_a_state_after_its_event_is_gone) {
  RecordPtr record;
  {
    const std::string sentence = "a sentence that is too long to be kept in place";
    const auto event = vex::detail::to_abi(
        vex::State{.up = vex::Known::no, .reason = vex::Reason::closed, .sentence = sentence});
    record = record_of(event.head);
  }
  const auto& state = reinterpret_cast<const vex_event_state&>(*record->abi().event);
  EXPECT_EQ(vex::text(state.sentence), "a sentence that is too long to be kept in place");
}

TEST(Record, keeps_the_evidence_of_a_finding) {
  static constexpr vex::Rule rule{"late", vex::Severity::warning, "Late"};
  RecordPtr record;
  {
    const std::string value(100, 'v');
    const vex_pair evidence[] = {vex::pair("key", value)};
    const auto event = vex::detail::to_abi(
        vex::FindingChange{.rule = rule, .message = "late", .evidence = evidence});
    record = record_of(event.head);
  }
  const auto& change = reinterpret_cast<const vex_event_finding_change&>(*record->abi().event);
  ASSERT_EQ(change.evidence_count, 1U);
  EXPECT_EQ(vex::text(change.evidence[0].value), std::string(100, 'v'));
}

TEST(Record, has_the_size_that_this_version_knows) {
  auto event = vex::detail::to_abi(vex::RunEnd{.reason = vex::Reason::closed});
  event.head.size += 64;  // of a newer author
  EXPECT_EQ(record_of(event.head)->abi().event->size, sizeof(vex_event_run_end));
}

TEST(Record, shows_its_own_target) {
  const auto event = vex::detail::to_abi(vex::Health{});
  EXPECT_EQ(vex::text(record_of(event.head)->abi().target->id), "a");
}

}  // namespace
}  // namespace core::pipeline
