#include "media/mpegts/program_clock.hpp"

namespace media::mpegts {
namespace {

constexpr std::int64_t range = (std::int64_t{1} << 33U) * 300;
constexpr std::int64_t milliseconds = clock_hertz / 1000;
constexpr std::int64_t longest_step = 10 * clock_hertz;  // a larger step is not elapsed time

}  // namespace

void ProgramClock::take(std::uint64_t reference, bool is_discontinuous, Counters& counters) {
  const auto before = last_;
  last_ = reference;
  if (!before || is_discontinuous) return;
  // A step across the end of the range is a small step forwards; a backward step is more than half
  // the range.
  std::int64_t step = static_cast<std::int64_t>(reference) - static_cast<std::int64_t>(*before);
  if (step < -range / 2) step += range;
  if (step > range / 2) step -= range;
  if (step < 0 || step > longest_step) {
    ++counters.pcr_discontinuities;
    return;
  }
  if (step > 40 * milliseconds) ++counters.pcr_over_40_ms;
  if (step > 100 * milliseconds) {
    ++counters.pcr_over_100_ms;
    ++counters.pcr_discontinuities;
  }
  elapsed_ += step;
}

}  // namespace media::mpegts
