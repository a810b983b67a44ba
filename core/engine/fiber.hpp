#pragma once

#include <boost/context/fiber.hpp>
#include <functional>

#include "core/engine/fiber_annotations.hpp"
#include "core/engine/links.hpp"
#include "core/engine/stack_pool.hpp"

namespace core::engine {

class CancelScope;
class Loop;

struct QueueLink : Link {};  // in the loop's queue of runnable fibers
struct LiveLink : Link {};   // in the loop's list of all fibers

// Sequential code that yields its thread to others while it waits. It stays on one thread, only the
// loop resumes it, and it is never destroyed before its body has returned. Users reach it through
// Loop::spawn and core/engine/wait.hpp. [strand]
class Fiber : public QueueLink, public LiveLink {
 public:
  // `body` starts at the first resume(). An exception that leaves it terminates the program.
  Fiber(Loop& loop, StackPool& stacks, CancelScope& scope, std::function<void()> body);
  ~Fiber();

  // The fiber that is running on this thread, or nullptr.
  static Fiber* current();

  // Runs until the fiber suspends or ends.
  void resume();
  bool is_over() const { return is_over_; }

  // Called on the fiber: continues at the next resume().
  void suspend();

  // Called on the fiber: releases the memory of the stack below the current frame.
  void trim_stack() const;

  Loop& loop() const { return loop_; }
  CancelScope& scope() const { return scope_; }
  const Stack& stack() const { return stack_; }

 private:
  // What libstdc++ keeps per thread about exceptions in flight (Itanium C++ ABI 2.2.2). Without
  // saving it, fibers that wait while handling an exception would mix up each other's.
  struct Exceptions {
    void* caught = nullptr;
    unsigned int uncaught = 0;
  };
  static Exceptions exchange_exceptions(Exceptions exceptions);

  void create();
  boost::context::fiber main(boost::context::fiber&& caller);

  Loop& loop_;
  CancelScope& scope_;
  StackPool& stacks_;
  Stack stack_;
  std::function<void()> body_;
  boost::context::fiber self_;
  boost::context::fiber caller_;
  Exceptions exceptions_;
  bool is_over_ = false;
  [[no_unique_address]] FiberAnnotations annotations_;
};

}  // namespace core::engine
