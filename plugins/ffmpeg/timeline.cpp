#include "plugins/ffmpeg/timeline.hpp"

namespace ffmpeg {
namespace {

// Larger values could overflow when two timestamps are added; nothing real comes near.
constexpr std::int64_t largest = INT64_MAX / 4;

bool is_usable(std::int64_t timestamp) {
  return timestamp != AV_NOPTS_VALUE && timestamp > -largest && timestamp < largest;
}

}  // namespace

Timeline::Times Timeline::take(std::int64_t dts, std::int64_t pts) {
  if (!is_usable(dts)) dts = pts;
  if (!is_usable(dts)) return times_;
  if (!is_usable(pts)) pts = dts;
  const std::int64_t unwrapped = near(dts, last_.value_or(dts));
  const auto decoding = nanos(unwrapped);
  const auto presentation = nanos(near(pts, unwrapped));
  if (!decoding || !presentation) return times_;
  last_ = unwrapped;
  times_ = {*decoding, *presentation};
  return times_;
}

Timeline::Times Timeline::take_next(vex::Nanos length) {
  times_ = {times_.dts + length, times_.dts + length};
  return times_;
}

/// The value with the same timestamp on the wire that is closest to the reference.
std::int64_t Timeline::near(std::int64_t timestamp, std::int64_t reference) const {
  if (wrap_bits_ <= 0 || wrap_bits_ >= 60) return timestamp;
  const std::int64_t cycle = std::int64_t{1} << wrap_bits_;
  std::int64_t distance = (timestamp - reference) % cycle;
  if (distance >= cycle / 2) distance -= cycle;
  if (distance < -cycle / 2) distance += cycle;
  return reference + distance;
}

std::optional<vex::Nanos> Timeline::nanos(std::int64_t timestamp) const {
  const std::int64_t value = av_rescale_q(timestamp, time_base_, {1, 1'000'000'000});
  if (!is_usable(value)) return std::nullopt;
  return vex::Nanos(value);
}

}  // namespace ffmpeg
