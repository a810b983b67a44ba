// The clock of a program, derived from its references (PCR).
#pragma once

#include <cstdint>
#include <optional>

#include "media/mpegts/counters.hpp"

namespace media::mpegts {

inline constexpr std::int64_t clock_hertz = 27'000'000;

class ProgramClock {
 public:
  /// Takes a reference, 42 bits at 27 MHz. Counts violations in its distance from the previous one.
  void take(std::uint64_t reference, bool is_discontinuous, Counters& counters);

  /// Accepts any value as the next reference.
  void forget() { last_.reset(); }

  /// Elapsed ticks at 27 MHz, without jumps; never decreases.
  [[nodiscard]] std::int64_t elapsed() const { return elapsed_; }

  /// The last reference at 90 kHz; nothing before the first.
  [[nodiscard]] std::optional<std::uint64_t> timestamp() const {
    if (!last_) return std::nullopt;
    return *last_ / 300;
  }

 private:
  std::optional<std::uint64_t> last_{};
  std::int64_t elapsed_ = 0;
};

}  // namespace media::mpegts
