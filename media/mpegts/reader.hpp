// Reads MPEG transport streams (ISO/IEC 13818-1, Rec. ITU-T H.222.0) from bytes as they arrive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "media/mpegts/counters.hpp"
#include "media/mpegts/demultiplexer.hpp"
#include "media/mpegts/events.hpp"
#include "media/mpegts/packet_aligner.hpp"

namespace media::mpegts {

/// A push parser: any split of the bytes gives the same events. Packets may have 188 bytes, 192
/// (with a timestamp before each) or 204 (with parity after each). After damage it continues where
/// it regains sync. What it holds is bounded: the start of one access unit per track, 32 tracks, 64
/// programs, 256 packet identifiers.
class Reader {
 public:
  /// `depth`: how many bytes of each access unit a frame carries, at most 16 MiB.
  explicit Reader(std::size_t depth = 0) : demultiplexer_(depth) {}

  /// Reads all of `bytes`; the events they complete are delivered before this returns. `arrival` is
  /// when the bytes arrived, on any clock.
  void push(std::span<const std::byte> bytes, nanoseconds arrival, Listener& listener);

  /// Ends the stream: open access units are delivered to the listener.
  void finish(Listener& listener);

  /// At a seam, such as between two HLS segments: open units are delivered to the listener, and the
  /// next byte starts a packet. Continuity counters, clock references and timestamps may start
  /// afresh without an error. Tracks stay known and the timeline continues.
  void restart(Listener& listener);

  [[nodiscard]] const Counters& counters() const { return counters_; }

  /// Bytes since the last packet while the reader is out of sync; a large number means that it is
  /// not a transport stream.
  [[nodiscard]] std::uint64_t bytes_without_sync() const { return aligner_.bytes_without_sync(); }

  /// Whether a PAT and the maps of all its programs have been read since the start or the last
  /// restart().
  [[nodiscard]] bool has_tables() const { return demultiplexer_.has_tables(); }

  /// Whether media came before those tables since the start or the last restart().
  [[nodiscard]] bool had_media_before_tables() const {
    return demultiplexer_.had_media_before_tables();
  }

 private:
  Counters counters_{};
  PacketAligner aligner_{};
  Demultiplexer demultiplexer_;
};

}  // namespace media::mpegts
