#include "plugins/ffmpeg/watchdog.hpp"

#include <utility>

namespace ffmpeg {
namespace {

std::string in_seconds(vex::Nanos length) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(length).count();
  std::string text = std::to_string(ms / 1000);
  if (ms % 1000 != 0) text += "." + std::to_string(ms % 1000 / 100);
  return text + " s";
}

}  // namespace

Watchdog::Watchdog(const vex_host& host)
    : host_(host),
      cancel_(vex::detail::service<vex_cancel>(host, VEX_CANCEL)),
      clock_(vex::detail::service<vex_clock>(host, VEX_CLOCK)) {}

Watchdog::Bound Watchdog::begin(Bound bound) {
  bound.begin = now();
  return std::exchange(bound_, std::move(bound));
}

bool Watchdog::barks() {
  if (look_) look_();
  if (cancel_.cancelled(&host_) != 0) is_cancelled_ = true;
  if (bound_.reason != vex::Reason::none && now() - bound_.begin >= bound_.allowed) {
    is_late_ = true;
  }
  return is_cancelled_ || is_late_;
}

std::optional<vex::Error> Watchdog::verdict() const {
  if (is_cancelled_) return vex::Error(VEX_E_CANCELLED, "the run is being ended");
  if (is_late_) {
    return vex::Error(bound_.reason, bound_.what + " within " + in_seconds(bound_.allowed));
  }
  return std::nullopt;
}

AVIOInterruptCB Watchdog::callback() noexcept {
  return {[](void* self) -> int { return static_cast<Watchdog*>(self)->barks() ? 1 : 0; }, this};
}

vex::Nanos Watchdog::now() const { return vex::Nanos(clock_.now(&host_)); }

}  // namespace ffmpeg
