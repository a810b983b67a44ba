#pragma once

#include <atomic>
#include <string>

#include "core/engine/clock.hpp"
#include "core/engine/links.hpp"

namespace core::engine {

class Wait;

struct WaitLink : Link {};   // in its scope's list of waits
struct ChildLink : Link {};  // in its parent's list of scopes

// What ends a run from outside: once cancelled, or past its deadline, the wait that the scope's
// fibers are in and every further one throws, until they have returned. Scopes nest: what ends the
// parent ends the child. Outlives the fibers that run in it. [strand]
class CancelScope : public ChildLink {
 public:
  explicit CancelScope(CancelScope* parent = nullptr);
  ~CancelScope();

  // Says why in `sentence`; only the first time counts.
  void cancel(const std::string& sentence);

  // [thread-safe], so that blocking work can look at it.
  bool is_cancelled() const { return is_cancelled_.load(std::memory_order_acquire); }

  // A wait that begins before the deadline ends at it.
  void set_deadline(Time deadline) { deadline_ = deadline; }
  Time deadline() const;  // the earliest of this scope and those above it

  // Throws vex::Error, VEX_E_CANCELLED or VEX_E_TIMEOUT, when the scope is to end.
  void check() const;

 private:
  friend class Wait;

  CancelScope* parent_;
  Time deadline_ = never;
  std::atomic<bool> is_cancelled_ = false;
  std::string sentence_;
  LinkedList<Wait, WaitLink> waits_;
  LinkedList<CancelScope, ChildLink> children_;
};

}  // namespace core::engine
