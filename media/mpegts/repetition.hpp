// Whether something comes as often as it should.
#pragma once

#include <cstdint>
#include <optional>

namespace media::mpegts {

/// Judged at the clock references between which it comes: the shorter of the lengths that an
/// interval may have counts, so that nothing is called late that may have been in time.
class Repetition {
 public:
  void see() { is_seen_ = true; }

  /// At a clock reference, times in ticks of one clock: how often `limit` has passed without it.
  /// Nothing is judged before it has come once.
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

  /// Waits from now on, whether it has come or not.
  void expect_from(std::int64_t now) { last_ = now; }

  void forget() { *this = {}; }

 private:
  bool is_seen_ = false;
  std::optional<std::int64_t> last_{};
};

}  // namespace media::mpegts
