// What a receiver knows of a source: how many packets arrived, in which order, how evenly (RFC 3550
// 6.4.1, A.1, A.3, A.8).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "media/rtp/packet.hpp"

namespace media::rtp {

using std::chrono::nanoseconds;

/// Totals since the source started.
struct ReceptionTotals {
  std::uint64_t expected = 0;  // sequence numbers from the first to the highest
  std::uint64_t lost = 0;
  std::uint64_t reordered = 0;
  std::uint64_t duplicated = 0;
  std::optional<nanoseconds> jitter{};  // empty before the second packet

  bool operator==(const ReceptionTotals&) const = default;
};

/// What a receiver report says about the source (RFC 3550 6.4.1).
struct ReportBlock {
  std::uint32_t ssrc = 0;
  std::uint8_t fraction_lost = 0;  // in 1/256, since the previous report
  std::int32_t lost = 0;           // 24 bits
  std::uint32_t highest_sequence = 0;
  std::uint32_t jitter = 0;  // in units of the timestamp
};

/// Unlike appendix A.3, which subtracts received from expected packets and thus lets a duplicate
/// hide a loss, this remembers which of the last 64 sequence numbers have arrived. A number is lost
/// if it is still missing when 64 later ones have been seen.
class Reception {
 public:
  static constexpr unsigned memory = 64;

  /// `clock_rate` in hertz; 0: unknown, and so is the jitter.
  explicit Reception(std::uint32_t clock_rate) : clock_rate_(clock_rate) {}

  /// How a packet relates to the ones before.
  enum class Place : std::uint8_t {
    next = 1,   // directly after the highest
    ahead,      // beyond a gap
    late,       // fills a gap
    duplicate,  // or so late that its gap counts as lost
    restart     // of a source that begins anew: its totals go on
  };

  Place take(const Packet& packet, nanoseconds arrival);

  /// Ends the stream: whatever is missing is lost.
  void finish();

  [[nodiscard]] const ReceptionTotals& totals() const { return totals_; }
  [[nodiscard]] bool has_begun() const { return has_begun_; }
  [[nodiscard]] std::uint32_t ssrc() const { return ssrc_; }  // if has_begun()

  /// The block for a receiver report that is sent now.
  ReportBlock report();

 private:
  void begin(const Packet& packet);
  void advance(std::uint16_t by);
  void take_jitter(const Packet& packet, nanoseconds arrival);

  std::uint32_t clock_rate_;
  bool has_begun_ = false;
  std::uint32_t ssrc_ = 0;
  std::uint16_t highest_ = 0;
  std::uint32_t cycles_ = 0;          // of the sequence number, in its upper half
  std::uint64_t came_ = 0;            // bit n: highest_ - n has arrived
  unsigned known_ = 0;                // how many bits of it are valid
  std::optional<std::uint16_t> bad_;  // A.1: the successor of a number that was far off
  ReceptionTotals totals_{};
  std::uint64_t lost_before_ = 0;  // by earlier sources
  std::uint64_t reported_expected_ = 0;
  std::uint64_t reported_lost_ = 0;

  bool has_transit_ = false;
  std::uint32_t last_timestamp_ = 0;
  nanoseconds last_arrival_{};
  double jitter_ = 0;  // in units of the timestamp
};

}  // namespace media::rtp
