#include "core/engine/blocking_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

#include "core/engine/task.hpp"
#include "core/engine/wait.hpp"
#include "tests/core/engine/loop_fixture.hpp"

namespace core::engine {
namespace {

using std::chrono::milliseconds;

class BlockingPoolTest : public OnLoop {
 protected:
  BlockingPool pool{1};
};

TEST_F(BlockingPoolTest, works_on_another_thread_and_gives_the_value) {
  run([&] {
    const auto here = std::this_thread::get_id();
    EXPECT_NE(pool.call([] { return std::this_thread::get_id(); }), here);
  });
}

TEST_F(BlockingPoolTest, hands_out_what_the_work_throws) {
  run([&] {
    EXPECT_THROW(pool.run([] { throw std::runtime_error("broken"); }), std::runtime_error);
  });
}

TEST_F(BlockingPoolTest, other_fibers_go_on_meanwhile) {
  run([&] {
    std::promise<void> go;
    TaskGroup tasks;
    Task& waits = tasks.spawn([&] { pool.run([&] { go.get_future().get(); }); });
    sleep_for(milliseconds(10));
    EXPECT_FALSE(waits.is_over());
    go.set_value();
    waits.join();
  });
}

TEST_F(BlockingPoolTest, work_waits_for_a_free_thread) {
  run([&] {
    std::promise<void> go;
    TaskGroup tasks;
    Task& first = tasks.spawn([&] { pool.run([&] { go.get_future().get(); }); });
    Task& second = tasks.spawn([&] { pool.run([] {}); });
    while (pool.queue_length() != 1) yield();
    EXPECT_FALSE(second.is_over());
    go.set_value();
    first.join();
    second.join();
  });
}

TEST_F(BlockingPoolTest, a_cancelled_fiber_leaves_its_work_behind) {
  struct Signals {
    std::promise<void> begun, go, ended;
  };
  auto signals = std::make_shared<Signals>();
  run([&] {
    TaskGroup tasks;
    Task& task = tasks.spawn([&] {
      pool.run([signals] {
        signals->begun.set_value();
        signals->go.get_future().get();
        signals->ended.set_value();
      });
    });
    yield();
    signals->begun.get_future().get();
    task.cancel();
    EXPECT_EQ(status_of([&] { task.join(); }), VEX_E_CANCELLED);
  });
  signals->go.set_value();
  signals->ended.get_future().get();
}

TEST_F(BlockingPoolTest, work_of_a_cancelled_fiber_that_has_not_begun_never_does) {
  run([&] {
    std::promise<void> go;
    std::atomic<bool> has_run = false;
    TaskGroup tasks;
    Task& holds = tasks.spawn([&] { pool.run([&] { go.get_future().get(); }); });
    Task& waits = tasks.spawn([&] { pool.run([&] { has_run = true; }); });
    while (pool.queue_length() != 1) yield();
    waits.cancel();
    EXPECT_EQ(status_of([&] { waits.join(); }), VEX_E_CANCELLED);
    go.set_value();
    holds.join();
    pool.run([] {});
    EXPECT_FALSE(has_run);
  });
}

TEST_F(BlockingPoolTest, a_thread_begins_when_it_is_needed) {
  BlockingPool many{64};
  run([&] {
    for (int i = 0; i < 3; ++i) many.run([] {});
    EXPECT_LE(many.thread_count(), 3u);
    EXPECT_GE(many.thread_count(), 1u);
  });
}

TEST_F(BlockingPoolTest, run_to_end_comes_back_at_once_when_the_work_has_not_begun) {
  run([&] {
    std::promise<void> go;
    bool was_told = false;
    TaskGroup tasks;
    Task& holds = tasks.spawn([&] { pool.run([&] { go.get_future().get(); }); });
    Task& waits = tasks.spawn([&] { pool.run_to_end([] {}, [&] { was_told = true; }); });
    while (pool.queue_length() != 1) yield();
    waits.cancel();
    EXPECT_EQ(status_of([&] { waits.join(); }), VEX_E_CANCELLED);
    EXPECT_FALSE(was_told);
    go.set_value();
    holds.join();
  });
}

TEST_F(BlockingPoolTest, run_to_end_tells_the_work_and_waits_for_it) {
  run([&] {
    std::promise<void> begun, cancelled;
    bool has_ended = false;
    TaskGroup tasks;
    Task& task = tasks.spawn([&] {
      pool.run_to_end(
          [&] {
            begun.set_value();
            cancelled.get_future().get();
            has_ended = true;
          },
          [&] { cancelled.set_value(); });
    });
    yield();
    begun.get_future().get();
    task.cancel();
    task.join();
    EXPECT_TRUE(has_ended);
  });
}

}  // namespace
}  // namespace core::engine
