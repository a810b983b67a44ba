#include "core/engine/task.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "core/engine/wait.hpp"
#include "tests/core/engine/loop_fixture.hpp"

namespace core::engine {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

using TaskTest = OnLoop;

TEST_F(TaskTest, begins_when_its_parent_waits) {
  run([] {
    std::string order;
    TaskGroup tasks;
    Task& child = tasks.spawn([&] { order += "child "; });
    order += "parent ";
    child.join();
    order += "joined";
    EXPECT_EQ(order, "parent child joined");
  });
}

TEST_F(TaskTest, joining_throws_what_left_the_body) {
  run([] {
    TaskGroup tasks;
    Task& child = tasks.spawn([] { throw std::runtime_error("broken"); });
    EXPECT_THROW(child.join(), std::runtime_error);
  });
}

TEST_F(TaskTest, cancelling_ends_its_waits_and_no_other) {
  run([] {
    TaskGroup tasks;
    Task& first = tasks.spawn([] { sleep_for(hours(1)); });
    Task& second = tasks.spawn([] { sleep_for(milliseconds(10)); });
    yield();
    first.cancel();
    EXPECT_EQ(status_of([&] { first.join(); }), VEX_E_CANCELLED);
    EXPECT_EQ(status_of([&] { second.join(); }), VEX_OK);
  });
}

TEST_F(TaskTest, cancelling_the_run_reaches_it) {
  run([&] {
    vex_status status = VEX_OK;
    TaskGroup tasks;
    tasks.spawn([&] { status = status_of([] { sleep_for(hours(1)); }); });
    yield();
    current_scope().cancel("no longer wanted");
    tasks.finish();
    EXPECT_EQ(status, VEX_E_CANCELLED);
  });
}

TEST_F(TaskTest, may_be_started_by_another_and_outlive_it) {
  run([] {
    TaskGroup tasks;
    Task* second = nullptr;
    Task& first = tasks.spawn([&] { second = &tasks.spawn([] { sleep_for(milliseconds(10)); }); });
    first.join();
    tasks.remove(first);
    EXPECT_EQ(status_of([&] { second->join(); }), VEX_OK);
  });
}

TEST_F(TaskTest, all_end_with_their_group_those_that_they_start_meanwhile_too) {
  run([] {
    int begun = 0;
    TaskGroup tasks;
    tasks.spawn([&] {
      status_of([] { sleep_for(hours(1)); });
      tasks.spawn([&] {
        ++begun;
        status_of([] { sleep_for(hours(1)); });
      });
    });
    yield();
    tasks.finish();
    EXPECT_EQ(begun, 1);
    EXPECT_EQ(tasks.size(), 0U);
  });
}

TEST_F(TaskTest, wait_any_gives_the_first_that_is_over) {
  run([] {
    TaskGroup tasks;
    Task& slow = tasks.spawn([] { sleep_for(hours(1)); });
    Task& fast = tasks.spawn([] { sleep_for(milliseconds(5)); });
    Task* const all[] = {&slow, &fast};
    EXPECT_EQ(Task::wait_any(all, never), 1u);
    EXPECT_EQ(Task::wait_any(all, never), 1u);
  });
}

TEST_F(TaskTest, wait_any_gives_nothing_at_its_deadline) {
  run([] {
    TaskGroup tasks;
    Task* const all[] = {&tasks.spawn([] { sleep_for(hours(1)); })};
    EXPECT_FALSE(Task::wait_any(all, from_now(milliseconds(10))).has_value());
  });
}

TEST_F(TaskTest, a_cancelled_join_can_be_followed_by_the_end_of_the_group) {
  run([&] {
    TaskGroup tasks;
    Task& child = tasks.spawn([] { sleep_for(hours(1)); });
    Task& canceller = tasks.spawn([] {});
    canceller.join();
    current_scope().cancel("no longer wanted");
    EXPECT_EQ(status_of([&] { child.join(); }), VEX_E_CANCELLED);
  });
}

TEST_F(TaskTest, all_are_over_before_their_group_is) {
  run([] {
    int ended = 0;
    {
      TaskGroup tasks;
      for (int i = 0; i < 10; ++i)
        tasks.spawn([&] {
          EXPECT_EQ(status_of([] { sleep_for(hours(1)); }), VEX_E_CANCELLED);
          ++ended;
        });
    }
    EXPECT_EQ(ended, 10);
  });
}

TEST_F(TaskTest, a_group_has_at_most_256_at_a_time) {
  run([] {
    TaskGroup tasks;
    Task& first = tasks.spawn([] {});
    while (tasks.size() < TaskGroup::max_tasks) tasks.spawn([] {});
    EXPECT_EQ(status_of([&] { tasks.spawn([] {}); }), VEX_E_INVALID);
    first.join();
    tasks.remove(first);
    EXPECT_EQ(status_of([&] { tasks.spawn([] {}); }), VEX_OK);
  });
}

}  // namespace
}  // namespace core::engine
