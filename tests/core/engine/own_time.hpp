#pragma once

#include <fstream>

#include "core/engine/clock.hpp"

namespace core::engine {

/// How long it takes the thread that makes it to do something, without the time in which the thread
/// waited for a processor: bounds of the code's own hold on a busy machine too.
class OwnTime {
 public:
  Nanos elapsed() const { return Clock::now() - begin_ - (waited() - waited_); }

 private:
  /// By the kernel's count (proc(5), schedstat); 0 where it keeps none.
  static Nanos waited() {
    std::ifstream file("/proc/thread-self/schedstat");
    std::int64_t ran_ns = 0;
    std::int64_t waited_ns = 0;
    file >> ran_ns >> waited_ns;
    return Nanos(file ? waited_ns : 0);
  }

  Nanos waited_ = waited();
  Time begin_ = Clock::now();
};

}  // namespace core::engine
