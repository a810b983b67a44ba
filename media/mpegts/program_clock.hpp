// The clock of a program, as its references (PCR) show it.
#pragma once

#include <cstdint>
#include <optional>

#include "media/mpegts/counters.hpp"

namespace media::mpegts {

inline constexpr std::int64_t clock_hertz = 27'000'000;

class ProgramClock {
 public:
  /// A reference, 42 bits of 27 MHz. Counts what is wrong with its distance from the one before.
  void take(std::uint64_t reference, bool is_discontinuous, Counters& counters);

  /// The next reference may be any.
  void forget() { last_.reset(); }

  /// Ticks of 27 MHz that have passed, jumps left out; never steps back.
  [[nodiscard]] std::int64_t elapsed() const { return elapsed_; }

  /// The last reference in units of 90 kHz; nothing before the first.
  [[nodiscard]] std::optional<std::uint64_t> timestamp() const {
    if (!last_) return std::nullopt;
    return *last_ / 300;
  }

 private:
  std::optional<std::uint64_t> last_{};
  std::int64_t elapsed_ = 0;
};

}  // namespace media::mpegts
