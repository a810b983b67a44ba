// One elementary stream of a program: from transport packets to access units.
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
  /// A stream as a program map tells it; `depth` as for make_unit_reader().
  ElementaryStream(Track track, const StreamKind& kind, std::size_t depth);

  [[nodiscard]] const Track& track() const { return track_; }

  /// A packet with payload. `follows`: none is missing since the one before. The time line and the
  /// clock are those of the program.
  void push(const Packet& packet, bool follows, nanoseconds arrival, Timeline& timeline,
            const ProgramClock& clock, Listener& listener);

  /// What is open goes to the listener; the next packet may be any.
  void finish(Listener& listener);

  /// A packet of it has come, whether it can be read or not.
  void see() { packets_.see(); }

  /// At a clock reference: whether it comes as often as it should.
  void check(std::int64_t now, Counters& counters);

  /// From now on it should come.
  void expect_from(std::int64_t now) { packets_.expect_from(now); }

  /// A seam: nothing is expected any more until it comes again.
  void forget_times();

  /// Whether a new program map still tells the same of it.
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
  std::unique_ptr<UnitReader> units_;             // of PES packets
  std::unique_ptr<SectionAssembler> sections_{};  // where there are no PES packets
  Repetition packets_{};
  Repetition time_stamps_{};
  nanoseconds last_arrival_{};
};

}  // namespace media::mpegts
