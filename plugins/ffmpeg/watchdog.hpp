// Ends what FFmpeg does when the run is cancelled or a phase has lasted too long.
#pragma once

#include <vex/service/cancel.h>
#include <vex/vex.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "plugins/ffmpeg/libav.hpp"

namespace ffmpeg {

/// FFmpeg asks its interrupt callback at least every 100 ms wherever it waits.
class Watchdog {
 public:
  explicit Watchdog(const vex_host& host);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// Called whenever FFmpeg asks, in the middle of its work; must not throw.
  void on_look(std::function<void()> look) { look_ = std::move(look); }

  /// What may last so long; beyond it, the run fails for `reason`.
  struct Bound {
    vex::Reason reason = vex::Reason::none;
    vex::Nanos allowed{};
    std::string what;         // "no media came"
    bool is_silence = false;  // progress() begins its time anew
    vex::Nanos begin{};
  };

  /// From now on this is what is watched. Returns what was watched until now.
  Bound begin(Bound bound);

  /// Goes on with what begin() has returned.
  void resume(Bound bound) { bound_ = std::move(bound); }

  /// Something came.
  void progress() {
    if (bound_.is_silence) bound_.begin = now();
  }

  /// Whether FFmpeg has to stop now.
  [[nodiscard]] bool barks();

  /// Why it barked, as what the run ends with; empty while it has not.
  [[nodiscard]] std::optional<vex::Error> verdict() const;

  [[nodiscard]] AVIOInterruptCB callback() noexcept;

  [[nodiscard]] vex::Nanos now() const;

 private:
  const vex_host& host_;
  const vex_cancel& cancel_;
  const vex_clock& clock_;
  std::function<void()> look_;
  Bound bound_;
  bool is_cancelled_ = false;
  bool is_late_ = false;
};

}  // namespace ffmpeg
