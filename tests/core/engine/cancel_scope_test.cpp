#include "core/engine/cancel_scope.hpp"

#include <gtest/gtest.h>

#include "core/engine/timer.hpp"
#include "core/engine/wait.hpp"
#include "tests/core/engine/loop_fixture.hpp"

namespace core::engine {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

// Runs a body in a scope of its own, which the test cancels from outside.
class CancelScopeTest : public OnLoop {
 protected:
  // The error that ends `body` when its scope is cancelled once it waits.
  vex::Error cancel_while(std::function<void()> body) {
    vex::Error result(vex::Reason::none, "not cancelled");
    run([&] {
      CancelScope scope;
      Wait over;
      loop().spawn(scope, [&] {
        try {
          body();
        } catch (const vex::Error& error) {
          result = error;
        }
        over.notify();
      });
      yield();
      scope.cancel("no longer wanted");
      over.until_notified();
    });
    return result;
  }
};

TEST_F(CancelScopeTest, ends_the_wait_that_its_fiber_is_in) {
  const vex::Error error = cancel_while([] { sleep_for(hours(1)); });
  EXPECT_TRUE(error.cancelled());
  EXPECT_STREQ(error.what(), "no longer wanted");
}

TEST_F(CancelScopeTest, ends_every_further_wait_at_once) {
  int cancelled = 0;
  cancel_while([&] {
    for (int i = 0; i < 3; ++i)
      if (status_of([] { sleep_for(hours(1)); }) == VEX_E_CANCELLED) ++cancelled;
    if (status_of([] { yield(); }) == VEX_E_CANCELLED) ++cancelled;
  });
  EXPECT_EQ(cancelled, 4);
}

TEST_F(CancelScopeTest, ends_a_wait_whose_event_came_too) {
  run([&] {
    Wait wait;
    wait.notify();
    current_scope().cancel("no longer wanted");
    EXPECT_EQ(status_of([&] { wait.until(never); }), VEX_E_CANCELLED);
  });
}

TEST_F(CancelScopeTest, ends_its_children) {
  run([&] {
    CancelScope parent;
    CancelScope child(&parent);
    CancelScope grandchild(&child);
    parent.cancel("no longer wanted");
    EXPECT_EQ(status_of([&] { grandchild.check(); }), VEX_E_CANCELLED);
  });
}

TEST_F(CancelScopeTest, ends_a_child_that_comes_later) {
  run([&] {
    CancelScope parent;
    parent.cancel("no longer wanted");
    EXPECT_TRUE(CancelScope(&parent).is_cancelled());
  });
}

TEST_F(CancelScopeTest, does_not_end_its_parent) {
  run([&] {
    CancelScope parent;
    CancelScope child(&parent);
    child.cancel("no longer wanted");
    EXPECT_FALSE(parent.is_cancelled());
  });
}

TEST_F(CancelScopeTest, ends_waits_at_its_deadline) {
  run([&] {
    const Time begin = Clock::now();
    current_scope().set_deadline(begin + milliseconds(30));
    EXPECT_EQ(status_of([&] { sleep_for(hours(1)); }), VEX_E_TIMEOUT);
    EXPECT_GE(Clock::now(), begin + milliseconds(30));
    EXPECT_EQ(status_of([&] { yield(); }), VEX_E_TIMEOUT);
  });
}

TEST_F(CancelScopeTest, has_the_earliest_deadline_of_those_above_it) {
  CancelScope parent;
  CancelScope child(&parent);
  parent.set_deadline(Time(hours(1)));
  child.set_deadline(Time(hours(2)));
  EXPECT_EQ(child.deadline(), Time(hours(1)));
  EXPECT_EQ(parent.deadline(), Time(hours(1)));
}

}  // namespace
}  // namespace core::engine
