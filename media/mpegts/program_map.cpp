#include "media/mpegts/program_map.hpp"

namespace media::mpegts {
namespace {

constexpr unsigned pid_mask = 0x1FFF;
constexpr unsigned length_mask = 0x0FFF;

std::uint16_t read_pid(bits::ByteReader& reader) {
  return static_cast<std::uint16_t>(reader.u16() & pid_mask);
}

}  // namespace

std::optional<ProgramEntry> ProgramEntries::next() {
  while (reader_.left() >= 4) {
    ProgramEntry entry;
    entry.number = reader_.u16();
    entry.map_pid = read_pid(reader_);
    if (entry.number != 0) return entry;
  }
  return std::nullopt;
}

ProgramMap::ProgramMap(const Section& map) : reader_(map.body) {
  clock_pid_ = read_pid(reader_);
  reader_.skip(reader_.u16() & length_mask);
}

std::optional<StreamEntry> ProgramMap::next() {
  if (reader_.left() < 5) return std::nullopt;
  StreamEntry entry;
  entry.stream_type = reader_.u8();
  entry.pid = read_pid(reader_);
  entry.descriptors = reader_.bytes(reader_.u16() & length_mask);
  if (!reader_.ok()) return std::nullopt;
  return entry;
}

}  // namespace media::mpegts
