#include "plugins/analyzers/timing/jitter.hpp"

#include <algorithm>

namespace analyzers {

void ArrivalJitter::add(Kind kind, vex::Nanos arrival, vex::Nanos dts) noexcept {
  if (has_pending_ && arrival != pending_arrival_) take_pending();
  has_pending_ = true;
  pending_kind_ = kind;
  pending_arrival_ = arrival;
  pending_dts_ = dts;
}

void ArrivalJitter::take_pending() noexcept {
  has_pending_ = false;
  Range& range = ranges_[pending_kind_];
  const vex::Nanos difference = pending_arrival_ - pending_dts_;
  if (!range.is_open) range = {true, difference, 0, 0};
  const auto lateness = static_cast<float>(vex::seconds(difference - range.first));
  range.least = std::min(range.least, lateness);
  range.greatest = std::max(range.greatest, lateness);
  if (reads_++ % stride_ == 0) keep(pending_kind_, lateness);
}

void ArrivalJitter::keep(Kind kind, float lateness) noexcept {
  if (count_ == capacity) {
    for (std::size_t i = 0; i < capacity / 2; ++i) {
      kept_[i] = kept_[2 * i];
      kinds_[i] = kinds_[2 * i];
    }
    count_ = capacity / 2;
    stride_ *= 2;
  }
  kept_[count_] = lateness;
  kinds_[count_++] = kind;
}

std::optional<ArrivalJitter::Spread> ArrivalJitter::finish() noexcept {
  // The pending read may continue after the end of the window, so it counts for the next one.
  const std::uint32_t count = std::exchange(count_, 0);
  const std::uint32_t reads = std::exchange(reads_, 0);
  const auto ranges = std::exchange(ranges_, {});
  stride_ = 1;
  if (reads < 2) return std::nullopt;

  for (std::size_t i = 0; i < count; ++i) kept_[i] -= ranges[kinds_[i]].least;
  std::sort(kept_.begin(), kept_.begin() + count);
  const auto rank = [&](std::uint32_t percent) -> double {
    return kept_[(count * percent + 99) / 100 - 1];
  };
  double max = 0;
  for (const Range& range : ranges) max = std::max<double>(max, range.greatest - range.least);
  return Spread{rank(50), rank(95), max};
}

}  // namespace analyzers
