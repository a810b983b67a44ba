#pragma once

#include <gtest/gtest.h>

#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/engine/cancel_scope.hpp"
#include "core/engine/loop.hpp"
#include "core/engine/loop_pool.hpp"

namespace core::engine {

// One I/O thread, and ways to run code on it from the test's own.
class OnLoop : public testing::Test {
 protected:
  // Runs `body` on a fiber and waits until it is over; what it throws, this throws.
  void run(std::function<void()> body) {
    auto over = std::make_shared<std::promise<void>>();
    loop().post([this, over, body = std::move(body)] {
      auto scope = std::make_shared<CancelScope>();
      loop().spawn(*scope, [over, scope, body] { keep(*over, body); });
    });
    over->get_future().get();
  }

  // Runs `work` on the loop, outside of any fiber.
  void call(std::function<void()> work) {
    auto over = std::make_shared<std::promise<void>>();
    loop().post([over, work = std::move(work)] { keep(*over, work); });
    over->get_future().get();
  }

  Loop& loop() { return loops_[0]; }
  LoopPool& loops() { return loops_; }

 private:
  static void keep(std::promise<void>& over, const std::function<void()>& body) {
    try {
      body();
      over.set_value();
    } catch (...) {
      over.set_exception(std::current_exception());
    }
  }

  LoopPool loops_{1};
};

// The status of what `body` throws; VEX_OK when it throws nothing.
inline vex_status status_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const vex::Error& error) {
    return error.status();
  }
  return VEX_OK;
}

}  // namespace core::engine
