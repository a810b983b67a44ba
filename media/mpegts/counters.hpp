// Counts the violations in a transport stream.
#pragma once

#include <cstdint>

namespace media::mpegts {

/// Totals since the reader was created. The clauses are those of ETSI TR 101 290. Time is that of
/// the program clock references, not of arrival, because bytes from a file or an HTTP response come
/// in bursts. Where repetition is judged, the time of an event is known only to the next clock
/// reference, so the shortest possible interval counts.
struct Counters {
  std::uint64_t packets = 0;           // null packets included
  std::uint64_t sync_losses = 0;       // 5.2.1, 1.1: two broken sync bytes in a row
  std::uint64_t sync_byte_errors = 0;  // 5.2.1, 1.2
  std::uint64_t pat_errors = 0;  // 5.2.1, 1.3: none for 0.5 s, another table on its PID, scrambled
  std::uint64_t continuity_errors = 0;    // 5.2.1, 1.4
  std::uint64_t pmt_errors = 0;           // 5.2.1, 1.5: none for 0.5 s, scrambled
  std::uint64_t pid_errors = 0;           // 5.2.1, 1.6: no audio or video for 5 s
  std::uint64_t transport_errors = 0;     // 5.2.2, 2.1: transport_error_indicator
  std::uint64_t crc_errors = 0;           // 5.2.2, 2.2: of PAT and PMT
  std::uint64_t pcr_over_40_ms = 0;       // 5.2.2, 2.3a; the limit depends on the edition
  std::uint64_t pcr_over_100_ms = 0;      // 5.2.2, 2.3a
  std::uint64_t pcr_discontinuities = 0;  // 5.2.2, 2.3b: a step not indicated, of more than 100 ms
                                          // or backwards
  std::uint64_t pts_errors = 0;           // 5.2.2, 2.5: none for 700 ms
  std::uint64_t scrambled_packets = 0;    // whose payload cannot be read

  bool operator==(const Counters&) const = default;
};

}  // namespace media::mpegts
