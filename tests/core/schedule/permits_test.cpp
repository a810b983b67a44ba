#include "core/schedule/permits.hpp"

#include <gtest/gtest.h>

#include <future>
#include <optional>

#include "tests/core/engine/loop_fixture.hpp"

namespace core::schedule {
namespace {

class PermitsTest : public engine::OnLoop {
 protected:
  /// A fiber that takes a permit, says so, and holds it until `gate` opens.
  std::future<void> hold(std::shared_future<void> gate) {
    auto taken = std::make_shared<std::promise<void>>();
    auto result = taken->get_future();
    held_.push_back(std::async(std::launch::async, [this, taken, gate] {
      std::optional<Permits::Permit> permit;
      run([&] {
        permit.emplace(permits_.acquire());
        taken->set_value();
      });
      gate.wait();
    }));
    return result;
  }

  Permits permits_{1};
  std::vector<std::future<void>> held_;
};

TEST_F(PermitsTest, are_taken_at_once_where_one_is_free_and_not_otherwise) {
  auto first = permits_.try_acquire();
  EXPECT_TRUE(first);
  EXPECT_FALSE(permits_.try_acquire());
  first.reset();
  EXPECT_TRUE(permits_.try_acquire());
}

TEST_F(PermitsTest, that_are_added_go_to_those_who_wait) {
  std::promise<void> gate;
  const auto open = gate.get_future().share();
  hold(open).wait();
  auto second = hold(open);
  auto third = hold(open);
  permits_.set_count(3);
  second.wait();
  third.wait();
  EXPECT_EQ(permits_.in_use(), 3U);
  gate.set_value();
}

TEST_F(PermitsTest, that_are_taken_away_stay_with_who_has_them) {
  std::promise<void> gate;
  permits_.set_count(2);
  hold(gate.get_future().share()).wait();
  std::promise<void> other;
  hold(other.get_future().share()).wait();
  permits_.set_count(1);
  EXPECT_EQ(permits_.in_use(), 2U);
  other.set_value();
  held_.back().wait();
  std::promise<void> last;
  auto waiting = hold(last.get_future().share());
  gate.set_value();
  waiting.wait();
  EXPECT_EQ(permits_.in_use(), 1U);
  last.set_value();
}

}  // namespace
}  // namespace core::schedule
