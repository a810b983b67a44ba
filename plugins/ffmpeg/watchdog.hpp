// Interrupts FFmpeg when the run is cancelled or a phase has lasted too long.
#pragma once

#include <vex/service/cancel.h>
#include <vex/vex.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "plugins/ffmpeg/libav.hpp"

namespace ffmpeg {

/// FFmpeg calls its interrupt callback at least every 100 ms wherever it waits.
class Watchdog {
 public:
  explicit Watchdog(const vex_host& host);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// Called whenever FFmpeg calls the callback, in the middle of its work; must not throw.
  void on_look(std::function<void()> look) { look_ = std::move(look); }

  /// How long something may last; after that, the run fails for `reason`.
  struct Bound {
    vex::Reason reason = vex::Reason::none;
    vex::Nanos allowed{};
    std::string what;         // "no media came"
    bool is_silence = false;  // progress() restarts its time
    vex::Nanos begin{};
  };

  /// Watches this from now on. Returns what was watched before.
  Bound begin(Bound bound);

  /// Continues with what begin() has returned.
  void resume(Bound bound) { bound_ = std::move(bound); }

  /// Something has arrived.
  void progress() {
    if (bound_.is_silence) bound_.begin = now();
  }

  /// Whether FFmpeg has to stop now.
  [[nodiscard]] bool barks();

  /// The error that ends the run if it barked; otherwise empty.
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
