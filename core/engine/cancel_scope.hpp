#pragma once

#include <atomic>
#include <string>

#include "core/engine/clock.hpp"
#include "core/engine/links.hpp"

namespace core::engine {

class Wait;

struct WaitLink : Link {};   // in its scope's list of waits
struct ChildLink : Link {};  // in its parent's list of scopes

// Ends a run from outside. Once the scope is cancelled or past its deadline, the wait that one of
// its fibers is in throws, and so does every later wait, until the fibers have returned. Scopes
// nest: what ends the parent ends the child. Outlives the fibers that run in it. [strand]
class CancelScope : public ChildLink {
 public:
  explicit CancelScope(CancelScope* parent = nullptr);
  ~CancelScope();

  // `sentence` says why; only the first call counts.
  void cancel(const std::string& sentence);

  // [thread-safe], so that blocking work can poll it.
  bool is_cancelled() const { return is_cancelled_.load(std::memory_order_acquire); }

  // A wait that starts before the deadline ends at it.
  void set_deadline(Time deadline) { deadline_ = deadline; }
  Time deadline() const;  // the earliest of this scope and its ancestors

  // Throws vex::Error, VEX_E_CANCELLED or VEX_E_TIMEOUT, if the scope has ended.
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
