// Playlists watched without their media fall due together, and take turns.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <vex/vex.hpp>

namespace hls {

/// Concurrent loads need a connection each, which is kept for the next time; consecutive ones share
/// a connection. A load that hangs delays the others only briefly, because its turn passes on.
class Turn {
 public:
  static constexpr vex::Nanos longest = std::chrono::milliseconds(250);
  static constexpr vex::Nanos longest_with_connecting = std::chrono::seconds(1);

  void begin(std::uint32_t rendition, vex::Nanos now, bool connects) {
    holder_ = rendition;
    end_ = now + (connects ? longest_with_connecting : longest);
  }

  /// To be called when any load has ended.
  void end(std::uint32_t rendition) {
    if (holder_ == rendition) holder_.reset();
  }

  /// Until when the others wait; nothing if one may start.
  [[nodiscard]] std::optional<vex::Nanos> taken_until(vex::Nanos now) const {
    if (!holder_ || now >= end_) return std::nullopt;
    return end_;
  }

 private:
  std::optional<std::uint32_t> holder_{};
  vex::Nanos end_{};
};

}  // namespace hls
