#include "core/engine/fiber.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/engine/stack_overflow.hpp"
#include "core/engine/timer.hpp"
#include "core/engine/wait.hpp"
#include "tests/core/engine/loop_fixture.hpp"

namespace core::engine {
namespace {

using std::chrono::milliseconds;

using FiberTest = OnLoop;

TEST_F(FiberTest, runs_a_body_to_its_end) {
  bool has_run = false;
  run([&] { has_run = true; });
  EXPECT_TRUE(has_run);
}

TEST_F(FiberTest, keeps_its_locals_while_others_run) {
  std::string order;
  run([&] {
    CancelScope scope;
    Wait other_is_over;
    loop().spawn(scope, [&] {
      const std::string own = "b";
      yield();
      order += own;
      other_is_over.notify();
    });
    const std::string own = "a";
    order += own;
    other_is_over.until(never);
    order += own;
  });
  EXPECT_EQ(order, "aba");
}

TEST_F(FiberTest, keeps_the_exception_that_it_handles_while_others_handle_theirs) {
  std::vector<std::string> rethrown;
  const auto handle = [&](const std::string& own, Wait& is_over) {
    try {
      throw std::runtime_error(own);
    } catch (const std::exception&) {
      yield();
      try {
        throw;
      } catch (const std::exception& error) {
        rethrown.push_back(own + error.what());
      }
    }
    is_over.notify();
  };
  run([&] {
    CancelScope scope;
    Wait first, second;
    loop().spawn(scope, [&] { handle("1", first); });
    loop().spawn(scope, [&] { handle("2", second); });
    first.until(never);
    second.until(never);
  });
  EXPECT_EQ(rethrown, (std::vector<std::string>{"11", "22"}));
}

TEST_F(FiberTest, counts_uncaught_exceptions_for_itself) {
  struct Suspends {
    int& seen;
    ~Suspends() {
      yield();
      seen = std::uncaught_exceptions();
    }
  };
  int unwinding = 0, calm = -1;
  run([&] {
    CancelScope scope;
    Wait is_over;
    loop().spawn(scope, [&] {
      calm = std::uncaught_exceptions();
      is_over.notify();
    });
    try {
      const Suspends suspends{unwinding};
      throw std::runtime_error("in flight");
    } catch (const std::runtime_error&) {
    }
    is_over.until(never);
  });
  EXPECT_EQ(unwinding, 1);
  EXPECT_EQ(calm, 0);
}

TEST_F(FiberTest, ten_thousand_of_them_sleep_and_throw_side_by_side) {
#if defined(__SANITIZE_THREAD__)
  constexpr int count = 500;  // it keeps more than a megabyte for each
#else
  constexpr int count = 10'000;
#endif
  int caught = 0;
  run([&] {
    CancelScope scope;
    Wait all_over;
    int left = count;
    for (int i = 0; i < count; ++i) {
      loop().spawn(scope, [&, i] {
        try {
          sleep_for(milliseconds(1 + i % 50));
          throw std::runtime_error("boom");
        } catch (const std::runtime_error&) {
          ++caught;
        }
        if (--left == 0) all_over.notify();
      });
    }
    all_over.until(never);
  });
  EXPECT_EQ(caught, count);
}

TEST_F(FiberTest, uses_the_stack_of_one_that_is_over) {
  StackPool stacks(64 * 1024);
  const Stack first = stacks.take();
  stacks.give_back(first);
  EXPECT_EQ(stacks.take().bottom, first.bottom);
  EXPECT_EQ(stacks.mapped(), 1u);
  stacks.give_back(first);
}

TEST_F(FiberTest, keeps_a_few_stacks_after_a_rush) {
  StackPool stacks(64 * 1024);
  std::vector<Stack> taken;
  for (std::size_t i = 0; i < 3 * StackPool::max_free; ++i) taken.push_back(stacks.take());
  for (const Stack& stack : taken) stacks.give_back(stack);
  EXPECT_EQ(stacks.mapped(), StackPool::max_free);
}

[[gnu::noinline]] int recurse(int depth) {
  volatile char frame[256];
  frame[0] = static_cast<char>(depth);
  return depth == 0 ? 0 : recurse(depth - 1) + frame[0];
}

// Pages of the present fiber's stack that are in memory.
std::size_t resident_pages() {
  const Stack& stack = Fiber::current()->stack();
  std::vector<unsigned char> pages(stack.size / 4096);
  EXPECT_EQ(::mincore(stack.bottom, stack.size, pages.data()), 0);
  return static_cast<std::size_t>(std::count(pages.begin(), pages.end(), 1));
}

TEST_F(FiberTest, gives_back_the_stack_that_it_does_not_use) {
  run([&] {
    const int depth = static_cast<int>(Loop::stack_size / 2 / 512);
    const int sum = recurse(depth);
    const std::size_t deep = resident_pages();
    trim_stack();
    EXPECT_LT(resident_pages() + 4, deep);
    EXPECT_EQ(recurse(depth), sum);
  });
}

TEST(FiberDeathTest, a_stack_overflow_is_reported_as_one) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        LoopPool loops(1);
        CancelScope scope;
        loops[0].post([&] { loops[0].spawn(scope, [] { std::exit(recurse(1'000'000)); }); });
        std::promise<void>().get_future().wait_for(std::chrono::seconds(30));
      },
      "stack overflow: a fiber ran into the guard page");
}

}  // namespace
}  // namespace core::engine
