#include "plugins/analyzers/compat/check.hpp"

#include <cmath>

namespace analyzers {
namespace {

constexpr double assumed_frame_seconds = 1.0 / 25;

}  // namespace

void Check::add(Kind kind, const vex::Packet& packet, std::uint64_t size,
                bool has_arrival_times) noexcept {
  bytes_ += size;
  if (packet.config) return;
  const vex::Nanos time = has_arrival_times ? packet.time : packet.dts;
  if (packets_++ == 0) {
    first_ = time;
  } else if (time != last_) {
    measure_gap(time);
  }
  last_ = time;
  if (kind == video) count_frame(packet);
  if (kind == audio) ++audio_packets_;
}

void Check::count_frame(const vex::Packet& packet) noexcept {
  if (packet.key) ++keyframes_;
  if (frames_++ == 0) {
    first_dts_ = packet.dts;
  } else {
    const double steps = vex::seconds(packet.dts - last_dts_) / assumed_frame_seconds;
    if (steps >= 1.5) missing_frames_ += static_cast<std::uint64_t>(std::llround(steps)) - 1;
  }
  last_dts_ = packet.dts;
}

void Check::measure_gap(vex::Nanos arrival) noexcept {
  // Welford's algorithm: one pass, without a sum that loses digits.
  const double gap = vex::seconds(arrival - last_);
  const double distance = gap - mean_gap_;
  mean_gap_ += distance / static_cast<double>(++gaps_);
  squared_gaps_ += distance * (gap - mean_gap_);
}

double Check::bitrate_bps() const noexcept {
  const double length = vex::seconds(last_ - first_);
  return length > 0 ? static_cast<double>(bytes_) * 8 / length : vex::absent;
}

double Check::framerate() const noexcept {
  const auto span = static_cast<double>((last_dts_ - first_dts_).count());
  return span > 0 ? static_cast<double>(frames_) * 1e9 / span : vex::absent;
}

double Check::gop_size() const noexcept {
  if (keyframes_ == 0) return vex::absent;
  const std::uint64_t whole = frames_ / keyframes_;
  return static_cast<double>(whole);
}

double Check::packet_loss_ratio() const noexcept {
  if (frames_ < 2) return vex::absent;
  return static_cast<double>(missing_frames_) / static_cast<double>(missing_frames_ + frames_);
}

double Check::network_jitter_ms() const noexcept {
  if (gaps_ < 2) return vex::absent;
  return std::sqrt(squared_gaps_ / static_cast<double>(gaps_)) * 1000;
}

}  // namespace analyzers
