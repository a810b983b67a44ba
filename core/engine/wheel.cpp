#include "core/engine/wheel.hpp"

#include <algorithm>
#include <bit>

namespace core::engine {

Wheel::Wheel(Time start, Nanos tick) : start_(start), tick_(tick) {}

void Wheel::arm(WheelEntry& entry, Time due) {
  const Nanos length = std::max(due - start_, Nanos::zero());
  const auto ticks = length / tick_ + (length % tick_ > Nanos::zero() ? 1 : 0);
  entry.due_tick_ = std::max(static_cast<std::uint64_t>(ticks), now_ + 1);
  const std::size_t slot = entry.due_tick_ % slot_count;
  slots_[slot].push_back(entry);
  mark(slot, true);
}

void Wheel::advance(Time now) {
  const auto target = static_cast<std::uint64_t>(std::max(now - start_, Nanos::zero()) / tick_);
  // After a pause longer than a full turn, each slot is visited once, not once per missed turn.
  if (target > now_ + slot_count) now_ = target - slot_count;
  while (now_ < target) expire_slot(++now_);
}

void Wheel::expire_slot(std::uint64_t tick) {
  Slot& slot = slots_[tick % slot_count];
  Slot due;
  due.splice(slot);
  mark(tick % slot_count, false);
  while (!due.empty()) {
    WheelEntry& entry = due.pop_front();
    if (entry.due_tick_ <= tick) {
      entry.expire();
    } else {
      slot.push_back(entry);
      mark(tick % slot_count, true);
    }
  }
}

Time Wheel::next() const {
  constexpr std::size_t words = slot_count / 64;
  const std::size_t first = (now_ + 1) % slot_count;
  // The word that holds the first slot is examined twice: its upper bits now, its lower bits one
  // turn later.
  for (std::size_t i = 0; i <= words; ++i) {
    const std::size_t word = (first / 64 + i) % words;
    std::uint64_t bits = used_[word];
    const std::uint64_t from_first = ~std::uint64_t{0} << (first % 64);
    if (i == 0) bits &= from_first;
    if (i == words) bits &= ~from_first;
    if (bits == 0) continue;
    const std::size_t slot = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
    const std::uint64_t ahead = (slot + slot_count - first) % slot_count;
    return start_ + tick_ * static_cast<std::int64_t>(now_ + 1 + ahead);
  }
  return never;
}

void Wheel::mark(std::size_t slot, bool used) {
  const std::uint64_t bit = std::uint64_t{1} << (slot % 64);
  used_[slot / 64] = used ? used_[slot / 64] | bit : used_[slot / 64] & ~bit;
}

}  // namespace core::engine
