#include "core/engine/loop.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/engine/fd_watch.hpp"
#include "core/engine/timer.hpp"
#include "core/engine/wait.hpp"
#include "tests/core/engine/loop_fixture.hpp"

namespace core::engine {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

using LoopTest = OnLoop;

TEST_F(LoopTest, runs_posted_work_in_order_on_its_own_thread) {
  std::string order;
  std::thread::id thread;
  loop().post([&] { order += "a"; });
  loop().post([&] { order += "b"; });
  call([&] {
    order += "c";
    thread = std::this_thread::get_id();
    EXPECT_TRUE(loop().is_current());
  });
  EXPECT_EQ(order, "abc");
  EXPECT_NE(thread, std::this_thread::get_id());
  EXPECT_EQ(Loop::current(), nullptr);
}

TEST_F(LoopTest, sleeps_at_least_as_long_as_asked) {
  run([] {
    const Time begin = Clock::now();
    sleep_for(milliseconds(20));
    EXPECT_GE(Clock::now() - begin, milliseconds(20));
  });
}

TEST_F(LoopTest, measures_how_late_it_is) {
  run([] { sleep_for(milliseconds(20)); });
  call([] { std::this_thread::sleep_for(milliseconds(1)); });
  const auto before = loop().lag().read();
  run([] {
    CancelScope scope;
    Wait woken;
    Timer timer(*Loop::current(), [&] { woken.notify(); });
    timer.start(milliseconds(5));
    // Holds up the loop for longer than the timer wants to wait.
    const Time until = from_now(milliseconds(120));
    while (Clock::now() < until) {
    }
    woken.until(never);
  });
  const auto after = loop().lag().read();
  EXPECT_GE(loop().lag().worst_recent(), milliseconds(100));
  EXPECT_GE(after.sum_seconds - before.sum_seconds, 0.1);
}

TEST_F(LoopTest, stopping_cancels_fibers_and_waits_for_their_end) {
  std::promise<void> sleeps;
  bool has_cleaned_up = false;
  auto scope = std::make_shared<CancelScope>();
  loop().post([&] {
    loop().spawn(*scope, [&] {
      sleeps.set_value();
      EXPECT_EQ(status_of([] { sleep_for(hours(1)); }), VEX_E_CANCELLED);
      has_cleaned_up = true;
    });
  });
  sleeps.get_future().get();
  loops().stop();
  EXPECT_TRUE(has_cleaned_up);
}

TEST_F(LoopTest, stopping_runs_what_was_posted_before_and_refuses_what_comes_after) {
  int ran = 0;
  for (int i = 0; i < 100; ++i) loop().post([&] { ++ran; });
  loops().stop();
  EXPECT_EQ(ran, 100);
  EXPECT_FALSE(loop().post([&] { ++ran; }));
}

TEST_F(LoopTest, a_fiber_that_begins_while_it_stops_is_cancelled) {
  std::promise<void> is_held, go;
  auto scope = std::make_shared<CancelScope>();
  vex_status status = VEX_OK;
  loop().post([&] {
    is_held.set_value();
    go.get_future().get();
    loop().post(
        [&] { loop().spawn(*scope, [&] { status = status_of([] { sleep_for(hours(1)); }); }); });
  });
  is_held.get_future().get();
  loop().stop();
  go.set_value();
  loops().stop();
  EXPECT_EQ(status, VEX_E_CANCELLED);
}

TEST_F(LoopTest, a_timer_can_be_periodic_and_stopped) {
  std::promise<void> enough;
  int times = 0;
  std::unique_ptr<Timer> timer;
  call([&] {
    timer = std::make_unique<Timer>(loop(), [&] {
      if (++times == 5) {
        enough.set_value();
      } else {
        timer->start(milliseconds(2));
      }
    });
    timer->start(milliseconds(2));
  });
  enough.get_future().get();
  call([&] {
    timer->start(hours(1));
    timer->stop();
    EXPECT_FALSE(timer->is_running());
    timer.reset();
  });
  EXPECT_EQ(times, 5);
}

// A pair of connected sockets.
struct Pair {
  Pair() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0); }
  ~Pair() {
    for (const int end : ends) ::close(end);
  }
  int ends[2] = {-1, -1};
};

TEST_F(LoopTest, a_watch_waits_until_a_socket_can_be_read) {
  Pair pair;
  run([&] {
    FdWatch watch(loop(), pair.ends[0]);
    EXPECT_TRUE(watch.wait_writable(never));
    EXPECT_FALSE(watch.wait_readable(from_now(milliseconds(10))));
    ASSERT_EQ(::write(pair.ends[1], "x", 1), 1);
    EXPECT_TRUE(watch.wait_readable(never));
  });
}

TEST_F(LoopTest, a_watch_ends_without_closing_its_socket) {
  Pair pair;
  run([&] {
    { FdWatch watch(loop(), pair.ends[0]); }
    FdWatch again(loop(), pair.ends[0]);
    ASSERT_EQ(::write(pair.ends[1], "x", 1), 1);
    EXPECT_TRUE(again.wait_readable(never));
  });
}

TEST_F(LoopTest, a_watch_that_has_ended_calls_nobody) {
  Pair pair;
  bool was_called = false;
  call([&] {
    FdWatch watch(loop(), pair.ends[0]);
    watch.on_readable([&] { was_called = true; });
    ASSERT_EQ(::write(pair.ends[1], "x", 1), 1);
  });
  run([] { sleep_for(milliseconds(10)); });
  EXPECT_FALSE(was_called);
}

TEST(LoopPool, gives_each_loop_its_turn) {
  LoopPool loops(3);
  std::vector<Loop*> turns;
  for (int i = 0; i < 6; ++i) turns.push_back(&loops.next());
  EXPECT_EQ(turns[0], turns[3]);
  EXPECT_NE(turns[0], turns[1]);
  EXPECT_NE(turns[1], turns[2]);
}

TEST(LagMeter, counts_each_lag_in_its_bucket) {
  LagMeter meter;
  const Time now = Clock::now();
  meter.record(now, milliseconds(0));
  meter.record(now, milliseconds(15));
  meter.record(now, std::chrono::seconds(3));
  const auto reading = meter.read();
  EXPECT_EQ(reading.counts.front(), 1u);
  EXPECT_EQ(reading.counts[4], 1u);  // up to 20 ms
  EXPECT_EQ(reading.counts.back(), 1u);
  EXPECT_NEAR(reading.sum_seconds, 3.015, 1e-6);
}

TEST(LagMeter, forgets_the_worst_after_two_periods) {
  LagMeter meter;
  const Time now = Clock::now();
  meter.record(now, milliseconds(500));
  meter.record(now + std::chrono::seconds(6), milliseconds(1));
  EXPECT_EQ(meter.worst_recent(), milliseconds(500));
  meter.record(now + std::chrono::seconds(12), milliseconds(1));
  EXPECT_EQ(meter.worst_recent(), milliseconds(1));
}

}  // namespace
}  // namespace core::engine
