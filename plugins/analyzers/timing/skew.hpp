// Whether audio and video are sent in step.
#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// Audio timestamp minus video timestamp where the two meet in the stream, smoothed. Seen at a
/// video packet, the difference lags by up to an audio frame; at an audio packet, it leads by up to
/// a video frame. The mean of both views is what a player has to buffer.
///
/// The tracks of RTP have clocks of their own, which start anywhere. Sender reports map both to the
/// sender's wall clock (RFC 3550 6.4.1), and so does this.
class InterleaveSkew {
 public:
  /// `origin`: the sender's wall clock at the track's timestamp 0.
  void set_origin(Kind kind, vex::Nanos origin) noexcept {
    if (kind > audio) return;
    origins_[kind] = origin;
  }

  /// Starts afresh. What is known of the tracks' clocks stays valid.
  void restart() noexcept {
    is_known_ = {};
    views_ = {};
  }

  void add(Kind kind, vex::Nanos dts) noexcept {
    if (kind > audio) return;
    last_[kind] = dts;
    is_known_[kind] = true;
    if (!is_known_[video] || !is_known_[audio]) return;
    views_[kind].add(vex::seconds(last_[audio] - last_[video] + distance_of_origins()));
  }

  /// In seconds; nothing until both tracks have been seen for a while.
  [[nodiscard]] std::optional<double> value() const noexcept {
    if (!views_[video].is_settled() || !views_[audio].is_settled()) return std::nullopt;
    return (views_[video].mean + views_[audio].mean) / 2;
  }

 private:
  struct View {
    static constexpr std::uint32_t span = 32;  // packets, about a second

    void add(double difference) noexcept {
      if (count < span) ++count;
      mean += (difference - mean) / count;
    }
    [[nodiscard]] bool is_settled() const noexcept { return count == span; }

    double mean = 0;
    std::uint32_t count = 0;
  };

  /// The reports of some senders are meaningless: tracks of one stream do not start minutes apart.
  [[nodiscard]] vex::Nanos distance_of_origins() const noexcept {
    constexpr vex::Nanos farthest = std::chrono::seconds(10);
    if (!origins_[video] || !origins_[audio]) return {};
    const vex::Nanos distance = *origins_[audio] - *origins_[video];
    return distance > farthest || distance < -farthest ? vex::Nanos{} : distance;
  }

  std::array<std::optional<vex::Nanos>, 2> origins_{};
  std::array<vex::Nanos, 2> last_{};
  std::array<bool, 2> is_known_{};
  std::array<View, 2> views_{};
};

}  // namespace analyzers
