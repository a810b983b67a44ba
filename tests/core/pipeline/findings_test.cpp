#include "core/pipeline/findings.hpp"

#include <gtest/gtest.h>

#include <vex/cpp/event.hpp>

#include <string>
#include <vector>

namespace core::pipeline {
namespace {

constexpr vex_time second = 1'000'000'000;
constexpr vex::Rule rule{"late", vex::Severity::warning, "Something is late", "seconds"};

class FindingsTest : public testing::Test {
 protected:
  void say(bool broken, vex_time now) {
    const auto event = vex::detail::to_abi(vex::Finding{
        .rule = rule, .broken = broken, .value = 7, .limit = 5, .message = "it is late"});
    findings_.report(event, nullptr, setting_, now * second);
  }
  void tick(vex_time now) { findings_.tick(now * second); }

  plugin::RuleSetting setting_{true, VEX_SEVERITY_WARNING, 5, 3 * second, 10 * second};
  std::vector<std::string> changes_;
  Findings findings_{[this](const Finding&, std::uint32_t change, vex_time now) {
    changes_.push_back((change == VEX_CHANGE_FIRING ? "firing at " : "resolved at ") +
                       std::to_string(now / second));
  }};
};

TEST_F(FindingsTest, is_pending_until_its_for_is_over) {
  say(true, 0);
  tick(2);
  EXPECT_TRUE(changes_.empty());
  EXPECT_EQ(findings_.active().front().change, unsigned{VEX_CHANGE_PENDING});
}

TEST_F(FindingsTest, fires_once_when_its_for_is_over) {
  say(true, 0);
  for (vex_time now = 1; now < 9; ++now) tick(now);
  EXPECT_EQ(changes_, std::vector<std::string>{"firing at 3"});
}

TEST_F(FindingsTest, fires_at_once_without_a_for) {
  setting_.hold = 0;
  say(true, 1);
  EXPECT_EQ(changes_, std::vector<std::string>{"firing at 1"});
}

TEST_F(FindingsTest, forgets_a_pending_finding_that_is_whole_again) {
  say(true, 0);
  say(false, 2);
  tick(60);
  EXPECT_TRUE(changes_.empty());
  EXPECT_TRUE(findings_.active().empty());
}

TEST_F(FindingsTest, resolves_after_being_whole_for_keep_firing) {
  setting_.hold = 0;
  say(true, 0);
  say(false, 1);
  for (vex_time now = 2; now < 15; ++now) tick(now);
  EXPECT_EQ(changes_, (std::vector<std::string>{"firing at 0", "resolved at 10"}));
}

TEST_F(FindingsTest, keeps_firing_when_it_breaks_again_in_between) {
  setting_.hold = 0;
  say(true, 0);
  say(false, 1);
  say(true, 8);
  for (vex_time now = 9; now < 40; ++now) tick(now);
  EXPECT_EQ(changes_, std::vector<std::string>{"firing at 0"});
}

TEST_F(FindingsTest, changes_nothing_while_the_measurement_is_invalid) {
  say(true, 0);
  findings_.set_valid(false);
  tick(100);
  EXPECT_TRUE(changes_.empty());
  findings_.set_valid(true);
  tick(101);
  EXPECT_EQ(changes_, std::vector<std::string>{"firing at 101"});
}

TEST_F(FindingsTest, ignores_a_rule_that_is_switched_off) {
  setting_.enabled = false;
  say(true, 0);
  tick(10);
  EXPECT_TRUE(findings_.active().empty());
}

TEST_F(FindingsTest, keeps_value_limit_and_message_of_the_last_report) {
  say(true, 0);
  const Finding& finding = findings_.active().front();
  EXPECT_EQ(finding.value, 7);
  EXPECT_EQ(finding.limit, 5);
  EXPECT_EQ(finding.message, "it is late");
}

TEST_F(FindingsTest, clears_the_findings_of_those_who_are_gone) {
  setting_.hold = 0;
  setting_.keep_firing = 0;
  say(true, 0);
  findings_.clear_if([](const Finding& finding) { return finding.origin == nullptr; }, second);
  EXPECT_EQ(changes_, (std::vector<std::string>{"firing at 0", "resolved at 1"}));
}

TEST(FindingsAnswered, may_be_reported_while_another_is_announced) {
  std::vector<vex::Rule> answers(20, rule);
  const plugin::RuleSetting at_once{true, VEX_SEVERITY_WARNING, 5, 0, 0};
  std::size_t told = 0;
  Findings* all = nullptr;
  Findings findings([&](const Finding&, std::uint32_t, vex_time now) {
    if (told == answers.size()) return;
    const auto answer = vex::detail::to_abi(vex::Finding{.rule = answers[told++], .broken = true});
    all->report(answer, nullptr, at_once, now);
  });
  all = &findings;
  const auto first = vex::detail::to_abi(vex::Finding{.rule = rule, .broken = true});
  findings.report(first, nullptr, at_once, 0);
  EXPECT_EQ(findings.active().size(), answers.size() + 1);
}

TEST(FindingsAnswered, do_not_answer_each_other_for_ever) {
  const plugin::RuleSetting at_once{true, VEX_SEVERITY_WARNING, 5, 0, 0};
  int told = 0;
  Findings* all = nullptr;
  Findings findings([&](const Finding&, std::uint32_t change, vex_time now) {
    ++told;
    const auto answer =
        vex::detail::to_abi(vex::Finding{.rule = rule, .broken = change == VEX_CHANGE_RESOLVED});
    all->report(answer, nullptr, at_once, now);
  });
  all = &findings;
  const auto first = vex::detail::to_abi(vex::Finding{.rule = rule, .broken = true});
  findings.report(first, nullptr, at_once, 0);
  EXPECT_EQ(told, 64);
}

}  // namespace
}  // namespace core::pipeline
