// RTCP: sender reports, and the reports of a receiver (RFC 3550 6).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "media/rtp/reception.hpp"

namespace media::rtp {

/// The sender's two clocks at the same instant (6.4.1).
struct SenderReport {
  std::uint32_t ssrc = 0;
  std::uint64_t ntp = 0;  // seconds since 1900 in the upper half, their fraction in the lower
  std::uint32_t timestamp = 0;
  std::uint32_t packets = 0;
  std::uint32_t octets = 0;
};

/// The time since 1970. Nothing if the sender indicates by 0 that it has no wall clock.
[[nodiscard]] std::optional<nanoseconds> unix_time_of(std::uint64_t ntp);

class RtcpListener {
 public:
  virtual ~RtcpListener() = default;
  virtual void on_sender_report(const SenderReport& report) = 0;
  virtual void on_bye(std::uint32_t ssrc) = 0;
};

/// Reads a compound packet as far as it is complete; false if it is incomplete or not RTCP. Packets
/// of other types are skipped.
bool read_rtcp(std::span<const std::byte> bytes, RtcpListener& listener);

/// When the last sender report arrived, for the report that answers it.
struct LastSenderReport {
  std::uint64_t ntp = 0;
  nanoseconds since{};  // how long ago it arrived
};

/// A receiver report with the canonical name, as a compound packet (6.1). `name` has at most 255
/// bytes.
[[nodiscard]] std::vector<std::byte> write_receiver_report(
    std::uint32_t own_ssrc, const ReportBlock& block, const std::optional<LastSenderReport>& last,
    std::string_view name);

}  // namespace media::rtp
