// Adds up the errors of several transport stream readers that come and go.
#pragma once

#include <vex/vex.hpp>

namespace hls {

/// Grows by what each reader has counted since it was last added, so that the total never decreases
/// when one reader replaces another.
class ErrorTotal {
 public:
  /// `counted` is what has already been added from that reader, and is updated.
  void add(const vex::TransportStream& now, vex::TransportStream& counted) {
    // A reader that was restarted starts at 0.
    const bool is_another = counted.packets > now.packets;
    for (const auto field : fields) {
      const std::uint64_t before = is_another || !is_counted(counted.*field) ? 0 : counted.*field;
      if (!is_counted(now.*field)) continue;
      if (!is_counted(total_.*field)) total_.*field = 0;
      total_.*field += now.*field - before;
    }
    counted = now;
  }

  [[nodiscard]] const vex::TransportStream& total() const { return total_; }

 private:
  using Fields = vex::TransportStream;

  static constexpr std::uint64_t Fields::*fields[] = {
      &Fields::packets,          &Fields::sync_losses,
      &Fields::sync_byte_errors, &Fields::continuity_errors,
      &Fields::pid_errors,       &Fields::transport_errors,
      &Fields::crc_errors,       &Fields::pcr_over_40_ms,
      &Fields::pcr_over_100_ms,  &Fields::pcr_discontinuities,
      &Fields::pts_errors};

  static bool is_counted(std::uint64_t value) { return value != Fields::not_counted; }

  vex::TransportStream total_{};
};

}  // namespace hls
