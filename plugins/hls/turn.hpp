// Playlists that are watched without their media fall due together, and take turns.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <vex/vex.hpp>

namespace hls {

/// Loads beside each other take a connection each, which is kept for the next time; one after the
/// other they share it. One that hangs holds nobody up for long: its turn passes on meanwhile.
class Turn {
 public:
  static constexpr vex::Nanos longest = std::chrono::milliseconds(250);
  static constexpr vex::Nanos longest_with_connecting = std::chrono::seconds(1);

  void begin(std::uint32_t rendition, vex::Nanos now, bool connects) {
    holder_ = rendition;
    end_ = now + (connects ? longest_with_connecting : longest);
  }

  /// Of any load that is over.
  void end(std::uint32_t rendition) {
    if (holder_ == rendition) holder_.reset();
  }

  /// Until when the others wait; nothing when one may begin.
  [[nodiscard]] std::optional<vex::Nanos> taken_until(vex::Nanos now) const {
    if (!holder_ || now >= end_) return std::nullopt;
    return end_;
  }

 private:
  std::optional<std::uint32_t> holder_{};
  vex::Nanos end_{};
};

}  // namespace hls
