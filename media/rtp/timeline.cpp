#include "media/rtp/timeline.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace media::rtp {

nanoseconds Timeline::time_of(std::uint32_t timestamp) {
  if (!has_begun_) {
    has_begun_ = true;
    constexpr std::int64_t farthest_seconds = 10;
    const std::int64_t away =
        origin_ ? static_cast<std::int32_t>(timestamp - *origin_) : std::int64_t{0};
    const bool is_sane = std::abs(away) <= farthest_seconds * clock_rate_;
    last_ = timestamp;
    ticks_ = is_sane ? away : 0;
  }
  ticks_ += static_cast<std::int32_t>(timestamp - last_);
  last_ = timestamp;
  return time_at(ticks_);
}

std::optional<nanoseconds> Timeline::place_of(std::uint32_t timestamp) const {
  if (!has_begun_) return std::nullopt;
  return time_at(ticks_ + static_cast<std::int32_t>(timestamp - last_));
}

/// Whole seconds are converted separately, because ticks times 10^9 exceed 64 bits within a day.
nanoseconds Timeline::time_at(std::int64_t ticks) const {
  const auto rate = static_cast<std::int64_t>(clock_rate_);
  return std::chrono::seconds(ticks / rate) + nanoseconds(ticks % rate * 1'000'000'000 / rate);
}

nanoseconds DecodeTimes::next(nanoseconds presentation) {
  if (count_ != 0 && presentation < highest_[0] - largest_step_back) {
    // Frame reordering never steps back this far, so the source's clock has.
    count_ = 0;
    last_.reset();
  }
  std::size_t greater = 0;
  while (greater < count_ && highest_[greater] > presentation) ++greater;
  // No two pictures share a time, so a repeated one means that the clock has stopped.
  if (last_ && greater < count_ && highest_[greater] == presentation) return *last_;
  held_back_ = std::min(std::max(held_back_, greater), memory - 1);
  if (greater < memory) {
    const std::size_t kept = std::min(count_, memory - 1);
    std::copy_backward(highest_.begin() + static_cast<std::ptrdiff_t>(greater),
                       highest_.begin() + static_cast<std::ptrdiff_t>(std::max(kept, greater)),
                       highest_.begin() + static_cast<std::ptrdiff_t>(std::max(kept, greater) + 1));
    highest_[greater] = presentation;
    count_ = kept + 1;
  }
  nanoseconds decode = highest_[std::min(held_back_, count_ - 1)];
  if (last_ && decode <= *last_) decode = *last_ + nanoseconds(1);
  last_ = decode;
  return decode;
}

}  // namespace media::rtp
