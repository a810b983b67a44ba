// Continuity counters (ISO/IEC 13818-1 2.4.3.3).
#pragma once

#include <cstdint>

#include "media/mpegts/packet.hpp"

namespace media::mpegts {

/// How a packet relates to the previous one with the same PID.
enum class Sequence : std::uint8_t {
  follows = 1,
  duplicate,  // sent twice, which is allowed: to be ignored
  restarts,   // the first packet, or an indicated discontinuity: what is missing is unknown
  breaks,     // packets are missing or out of order, or this one came more than twice
};

class ContinuityCounter {
 public:
  [[nodiscard]] Sequence take(const Packet& packet);

  /// The next packet starts afresh.
  void forget() { has_last_ = false; }

 private:
  [[nodiscard]] Sequence judge(const Packet& packet, std::uint64_t fingerprint) const;

  bool has_last_ = false;
  bool was_duplicate_ = false;
  std::uint8_t last_ = 0;
  std::uint64_t fingerprint_ = 0;  // of the previous payload
};

}  // namespace media::mpegts
