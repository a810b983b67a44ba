#pragma once

#include <boost/context/fiber.hpp>
#include <functional>

#include "core/engine/fiber_annotations.hpp"
#include "core/engine/links.hpp"
#include "core/engine/stack_pool.hpp"

namespace core::engine {

class CancelScope;
class Loop;

struct QueueLink : Link {};  // in the loop's queue of fibers that can go on
struct LiveLink : Link {};   // in the loop's list of all fibers

// Sequential code that gives its thread to others while it waits. It stays on one thread, only the
// loop resumes it, and it is never destroyed before its body has returned. Users meet it through
// Loop::spawn and core/engine/wait.hpp. [strand]
class Fiber : public QueueLink, public LiveLink {
 public:
  // `body` begins at the first resume(). An exception that leaves it ends the program.
  Fiber(Loop& loop, StackPool& stacks, CancelScope& scope, std::function<void()> body);
  ~Fiber();

  // The one that runs on this thread now, or nullptr.
  static Fiber* current();

  // Runs until the fiber suspends or is over.
  void resume();
  bool is_over() const { return is_over_; }

  // From within: goes on at the next resume().
  void suspend();

  // From within: gives back the memory of the stack below the present frame.
  void trim_stack() const;

  Loop& loop() const { return loop_; }
  CancelScope& scope() const { return scope_; }
  const Stack& stack() const { return stack_; }

 private:
  // What libstdc++ keeps per thread about exceptions in flight (Itanium C++ ABI 2.2.2). Fibers that
  // wait while they handle one would otherwise take each other's.
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
