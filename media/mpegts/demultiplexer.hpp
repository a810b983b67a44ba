// Turns the packets of a transport stream into programs and their tracks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "media/mpegts/continuity.hpp"
#include "media/mpegts/counters.hpp"
#include "media/mpegts/elementary_stream.hpp"
#include "media/mpegts/packet.hpp"
#include "media/mpegts/programs.hpp"

namespace media::mpegts {

class Demultiplexer {
 public:
  explicit Demultiplexer(std::size_t depth) : programs_(depth) {}

  void push(PacketBytes bytes, nanoseconds arrival, Counters& counters, Listener& listener);
  void finish(Listener& listener) { programs_.finish(listener); }
  void restart();

  [[nodiscard]] nanoseconds last_arrival() const { return last_arrival_; }
  [[nodiscard]] bool has_tables() const { return programs_.has_tables(); }
  [[nodiscard]] bool had_media_before_tables() const { return had_media_before_tables_; }

 private:
  struct Pid {
    std::uint16_t number = 0;
    ContinuityCounter continuity{};
  };

  Sequence take_continuity(const Packet& packet);
  void route(const Packet& packet, bool follows, nanoseconds arrival, Counters& counters,
             Listener& listener);

  Programs programs_;
  std::vector<Pid> pids_{};   // sorted by number
  std::size_t last_pid_ = 0;  // index of the last one used, since packets of a PID come in runs
  nanoseconds last_arrival_{};
  bool had_media_before_tables_ = false;
};

}  // namespace media::mpegts
