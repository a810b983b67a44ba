#include "plugins/analyzers/framerate.hpp"

#include <cmath>
#include <string>

namespace analyzers {

void Framerate::on_track(const vex::Track& track) {
  kinds_.add(track);
  if (kinds_.is_first(video, track.id)) nominal_ = track.nominal_framerate;
}

void Framerate::on_packet(const vex::Packet& packet) {
  if (packet.config || packet.burst || !kinds_.is_first(video, packet.track)) return;
  if (frames_ == 0) {
    first_ = packet.dts;
  } else if (packet.dts == last_) {
    return;
  }
  last_ = packet.dts;
  ++frames_;
}

void Framerate::on_window(const vex::Window& window) {
  const std::uint32_t frames = std::exchange(frames_, 0);
  if (window.cause == vex::Window::broken || !kinds_.has(video)) return;
  const bool is_measured = frames >= 2 && last_ > first_;
  // In whole nanoseconds, so that 25 frames per second are exactly 25.
  const auto span = static_cast<double>((last_ - first_).count());
  const double measured = is_measured ? (frames - 1) * 1e9 / span : vex::absent;
  emit(framerate, measured);
  if (is_measured && nominal_ > 0 && !std::isnan(limit_)) judge(measured);
}

void Framerate::judge(double measured) const {
  const std::string is = std::to_string(measured);
  const std::string announced = std::to_string(nominal_);
  const std::array evidence{vex::pair("framerate_hertz", is),
                            vex::pair("nominal_framerate_hertz", announced)};
  emit(vex::Finding{.rule = low_framerate,
                    .broken = measured < limit_ * nominal_,
                    .value = measured / nominal_,
                    .limit = limit_,
                    .message = "fewer frames arrive than the bitstream announces",
                    .evidence = evidence});
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Framerate)
