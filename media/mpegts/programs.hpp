// The programs of a transport stream, as described by its tables.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "media/mpegts/elementary_stream.hpp"
#include "media/mpegts/program_map.hpp"

namespace media::mpegts {

/// Takes the packets of tables and programs. A table counts as changed when its bytes have, because
/// encoders that restart often reuse the version they started with before.
class Programs {
 public:
  explicit Programs(std::size_t depth) : depth_(depth) {}

  void take_association(const Packet& packet, bool follows, Counters& counters, Listener& listener);
  /// False if that PID carries no map.
  bool take_map(const Packet& packet, bool follows, Counters& counters, Listener& listener);
  /// False if the packet belongs to no track.
  bool take_media(const Packet& packet, bool follows, nanoseconds arrival, Listener& listener);
  void take_clock(const Packet& packet, Counters& counters);
  void take_scrambled(std::uint16_t pid, Counters& counters);

  void finish(Listener& listener);
  void restart();

  /// Whether the PAT and the maps of all its programs have been read since the last restart().
  [[nodiscard]] bool has_tables() const;

 private:
  struct Program {
    std::uint16_t number = 0;
    std::uint16_t map_pid = 0;
    std::uint16_t clock_pid = null_pid;
    std::uint32_t map_checksum = 0;
    bool has_map = false;
    bool has_map_since_restart = false;
    ProgramClock clock{};
    Timeline timeline{};
    Repetition maps{};
    std::vector<std::unique_ptr<ElementaryStream>> streams{};
  };

  /// What a PID carries: maps, or an elementary stream of a program.
  struct Maps {
    std::uint16_t pid = 0;
    SectionAssembler sections{};
  };

  void read_association(const Section& section, Listener& listener);
  void list_program(const ProgramEntry& entry);
  void drop_unlisted(Listener& listener);
  void read_map(const Section& section, std::uint16_t pid, Listener& listener);
  void follow_map(Program& program, const Section& section, Listener& listener);
  void add_stream(Program& program, const StreamEntry& entry,
                  std::vector<std::unique_ptr<ElementaryStream>>& streams, Listener& listener);
  [[nodiscard]] std::size_t track_count() const;
  [[nodiscard]] bool is_map_pid(std::uint16_t pid) const;

  std::size_t depth_;
  SectionAssembler association_{};
  Repetition associations_{};
  bool has_association_ = false;  // since the last restart
  std::uint8_t last_section_ = 0;
  std::bitset<256> seen_sections_{};
  std::vector<std::uint32_t> checksums_{};  // per section, by number
  std::vector<ProgramEntry> listed_{};      // from the sections seen so far
  std::vector<Program> programs_{};
  std::vector<Maps> maps_{};
};

}  // namespace media::mpegts
