#pragma once

#include <array>
#include <cstdint>

#include "core/engine/clock.hpp"
#include "core/engine/links.hpp"

namespace core::engine {

// Something due at an instant. It leaves the wheel when it expires, is cancelled or is destroyed;
// all of these take constant time.
class WheelEntry : public Link {
 public:
  bool is_armed() const { return is_linked(); }
  void disarm() { unlink(); }

 protected:
  ~WheelEntry() = default;

 private:
  friend class Wheel;
  virtual void expire() = 0;  // may arm, disarm and destroy any entry

  std::uint64_t due_tick_ = 0;
};

// All time-outs and sleeps of one thread, in a ring of slots with one slot per tick. An entry more
// than one turn away stays in its slot and is skipped once per turn. [strand]
class Wheel {
 public:
  static constexpr std::size_t slot_count = 1024;

  Wheel(Time start, Nanos tick);

  // Expires at the first tick that is not before `due`. Moves an entry that is already armed.
  void arm(WheelEntry& entry, Time due);

  // Expires all entries due by `now`, in the order of their ticks.
  void advance(Time now);

  // When to call advance() next: the first tick whose slot has been used; `never` if there is none.
  Time next() const;

  Nanos tick() const { return tick_; }

 private:
  using Slot = LinkedList<WheelEntry>;

  void expire_slot(std::uint64_t tick);
  void mark(std::size_t slot, bool used);

  Time start_;
  Nanos tick_;
  std::uint64_t now_ = 0;  // the last tick processed
  std::array<Slot, slot_count> slots_;
  std::array<std::uint64_t, slot_count / 64> used_{};  // one bit per slot that may hold entries
};

}  // namespace core::engine
