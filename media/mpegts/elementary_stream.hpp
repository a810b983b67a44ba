// One elementary stream of a program: turns transport packets into access units.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "media/mpegts/packet.hpp"
#include "media/mpegts/pes.hpp"
#include "media/mpegts/program_clock.hpp"
#include "media/mpegts/repetition.hpp"
#include "media/mpegts/section.hpp"
#include "media/mpegts/timeline.hpp"
#include "media/mpegts/unit_reader.hpp"

namespace media::mpegts {

class ElementaryStream {
 public:
  /// A stream as described by a program map; `depth` as for make_unit_reader().
  ElementaryStream(Track track, const StreamKind& kind, std::size_t depth);

  [[nodiscard]] const Track& track() const { return track_; }

  /// Takes a packet with payload. `follows`: no packet is missing before it. The timeline and the
  /// clock are those of the program.
  void push(const Packet& packet, bool follows, nanoseconds arrival, Timeline& timeline,
            const ProgramClock& clock, Listener& listener);

  /// Delivers what is open to the listener; any packet may follow.
  void finish(Listener& listener);

  /// Records that a packet has arrived, whether it can be read or not.
  void see() { packets_.see(); }

  /// To be called at each clock reference: checks whether the stream repeats as often as it should.
  void check(std::int64_t now, Counters& counters);

  /// From now on packets are expected.
  void expect_from(std::int64_t now) { packets_.expect_from(now); }

  /// At a seam: expects nothing until the next packet arrives.
  void forget_times();

  /// Whether a new program map still describes it the same way.
  [[nodiscard]] bool is_of(std::uint16_t program, std::uint8_t stream_type,
                           const StreamKind& kind) const;

 private:
  void push_pes(const Packet& packet, Timeline& timeline, const UnitOutput& output);
  void push_sections(const Packet& packet, bool follows, Timeline& timeline,
                     const ProgramClock& clock, const UnitOutput& output);

  Track track_;
  StreamKind kind_;
  std::size_t depth_;
  PesReader pes_{};
  std::unique_ptr<UnitReader> units_;             // for PES packets
  std::unique_ptr<SectionAssembler> sections_{};  // instead of PES packets
  Repetition packets_{};
  Repetition time_stamps_{};
  nanoseconds last_arrival_{};
};

}  // namespace media::mpegts
