// Whether something is repeated as often as it should be.
#pragma once

#include <cstdint>
#include <optional>

namespace media::mpegts {

/// Judged by the clock references around it: the shortest interval that is possible counts, so
/// nothing is called late that may have been in time.
class Repetition {
 public:
  void see() { is_seen_ = true; }

  /// To be called at a clock reference, with times in ticks of one clock: returns how often `limit`
  /// has elapsed without a repetition. Nothing is judged before the first occurrence.
  [[nodiscard]] std::uint64_t check(std::int64_t now, std::int64_t limit) {
    if (is_seen_) {
      is_seen_ = false;
      last_ = now;
    }
    if (!last_ || now - *last_ <= limit) return 0;
    const std::int64_t times = (now - *last_) / limit;
    *last_ += times * limit;
    return static_cast<std::uint64_t>(times);
  }

  /// Expects repetitions from now on, whether or not there has been one.
  void expect_from(std::int64_t now) { last_ = now; }

  void forget() { *this = {}; }

 private:
  bool is_seen_ = false;
  std::optional<std::int64_t> last_{};
};

}  // namespace media::mpegts
