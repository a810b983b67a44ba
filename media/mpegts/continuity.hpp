// Continuity counters (ISO/IEC 13818-1 2.4.3.3).
#pragma once

#include <cstdint>

#include "media/mpegts/packet.hpp"

namespace media::mpegts {

/// What a packet is to the one before it with the same PID.
enum class Sequence : std::uint8_t {
  follows = 1,
  duplicate,  // sent twice, as it may be: to be ignored
  restarts,   // the first one, or a discontinuity that is indicated: nothing says what is missing
  breaks,     // packets are missing or out of order, or it came more than twice
};

class ContinuityCounter {
 public:
  [[nodiscard]] Sequence take(const Packet& packet);

  /// The next packet begins anew.
  void forget() { has_last_ = false; }

 private:
  [[nodiscard]] Sequence judge(const Packet& packet, std::uint64_t fingerprint) const;

  bool has_last_ = false;
  bool was_duplicate_ = false;
  std::uint8_t last_ = 0;
  std::uint64_t fingerprint_ = 0;  // of the last payload
};

}  // namespace media::mpegts
