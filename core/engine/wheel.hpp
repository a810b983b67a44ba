#pragma once

#include <array>
#include <cstdint>

#include "core/engine/clock.hpp"
#include "core/engine/links.hpp"

namespace core::engine {

// Something that is due at an instant. It leaves the wheel when it expires, is cancelled, or is
// destroyed; each takes the same time however many there are.
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

// All time-outs and sleeps of one thread in a ring of slots, one per tick. An entry further away
// than one turn stays in its slot and is passed over once per turn. [strand]
class Wheel {
 public:
  static constexpr std::size_t slot_count = 1024;

  Wheel(Time start, Nanos tick);

  // Expires at the first tick that is not before `due`. An armed entry is moved.
  void arm(WheelEntry& entry, Time due);

  // Expires, in the order of their ticks, all entries due until `now`.
  void advance(Time now);

  // When to advance() next: the first tick whose slot has been in use; `never` when none is.
  Time next() const;

  Nanos tick() const { return tick_; }

 private:
  using Slot = LinkedList<WheelEntry>;

  void expire_slot(std::uint64_t tick);
  void mark(std::size_t slot, bool used);

  Time start_;
  Nanos tick_;
  std::uint64_t now_ = 0;  // the last tick that was dealt with
  std::array<Slot, slot_count> slots_;
  std::array<std::uint64_t, slot_count / 64> used_{};  // a bit per slot that may hold entries
};

}  // namespace core::engine
