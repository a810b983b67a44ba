#include "media/mpegts/programs.hpp"

#include <algorithm>

namespace media::mpegts {
namespace {

constexpr std::size_t most_programs = 64;
constexpr std::size_t most_tracks = 32;
constexpr std::int64_t longest_without_table = clock_hertz / 2;  // 5.2.1, 1.3 and 1.5

}  // namespace

void Programs::take_association(const Packet& packet, bool follows, Counters& counters,
                                Listener& listener) {
  association_.begin(packet.payload, packet.starts_unit, follows);
  while (const auto bytes = association_.next()) {
    const auto section = read_section(*bytes);
    if (!section) {
      ++counters.crc_errors;
    } else if (section->table_id != association_table) {
      ++counters.pat_errors;
    } else if (section->is_current) {
      associations_.see();
      read_association(*section, listener);
    }
  }
}

void Programs::read_association(const Section& section, Listener& listener) {
  const bool is_known = section.last_number == last_section_ && seen_sections_[section.number] &&
                        checksums_[section.number] == section.checksum;
  if (!is_known) {
    // The first section, or one with new content: once a section has changed, the list is rebuilt.
    if (section.last_number != last_section_ || seen_sections_[section.number]) {
      seen_sections_.reset();
      listed_.clear();
    }
    last_section_ = section.last_number;
    checksums_.resize(std::max(checksums_.size(), std::size_t{section.number} + 1));
    checksums_[section.number] = section.checksum;
    seen_sections_.set(section.number);
    ProgramEntries entries(section);
    while (const auto entry = entries.next()) list_program(*entry);
  }
  if (seen_sections_.count() != std::size_t{last_section_} + 1) return;
  has_association_ = true;
  if (!is_known) drop_unlisted(listener);
}

void Programs::list_program(const ProgramEntry& entry) {
  if (listed_.size() == most_programs) return;
  listed_.push_back(entry);
  const auto same = [&](const Program& program) { return program.number == entry.number; };
  const auto found = std::find_if(programs_.begin(), programs_.end(), same);
  if (found != programs_.end()) {
    found->map_pid = entry.map_pid;
  } else if (programs_.size() < 2 * most_programs) {  // some of which may be about to be removed
    Program& program = programs_.emplace_back();
    program.number = entry.number;
    program.map_pid = entry.map_pid;
  }
  const auto of_pid = [&](const Maps& maps) { return maps.pid == entry.map_pid; };
  if (maps_.size() < 2 * most_programs && std::none_of(maps_.begin(), maps_.end(), of_pid)) {
    maps_.push_back({entry.map_pid, {}});
  }
}

void Programs::drop_unlisted(Listener& listener) {
  const auto is_unlisted = [&](const Program& program) {
    return std::none_of(listed_.begin(), listed_.end(),
                        [&](const ProgramEntry& entry) { return entry.number == program.number; });
  };
  for (Program& program : programs_) {
    if (!is_unlisted(program)) continue;
    for (auto& stream : program.streams) stream->finish(listener);
  }
  programs_.erase(std::remove_if(programs_.begin(), programs_.end(), is_unlisted), programs_.end());
  const auto is_unused = [&](const Maps& maps) { return !is_map_pid(maps.pid); };
  maps_.erase(std::remove_if(maps_.begin(), maps_.end(), is_unused), maps_.end());
}

bool Programs::is_map_pid(std::uint16_t pid) const {
  return std::any_of(programs_.begin(), programs_.end(),
                     [&](const Program& program) { return program.map_pid == pid; });
}

bool Programs::take_map(const Packet& packet, bool follows, Counters& counters,
                        Listener& listener) {
  const auto found = std::find_if(maps_.begin(), maps_.end(),
                                  [&](const Maps& maps) { return maps.pid == packet.pid; });
  if (found == maps_.end()) return false;
  found->sections.begin(packet.payload, packet.starts_unit, follows);
  while (const auto bytes = found->sections.next()) {
    const auto section = read_section(*bytes);
    if (!section) {
      ++counters.crc_errors;
    } else if (section->table_id == map_table && section->is_current) {
      read_map(*section, packet.pid, listener);
    }
  }
  return true;
}

void Programs::read_map(const Section& section, std::uint16_t pid, Listener& listener) {
  for (Program& program : programs_) {
    if (program.number != section.table_id_extension || program.map_pid != pid) continue;
    program.maps.see();
    program.has_map_since_restart = true;
    if (program.has_map && program.map_checksum == section.checksum) return;
    program.has_map = true;
    program.map_checksum = section.checksum;
    return follow_map(program, section, listener);
  }
}

void Programs::follow_map(Program& program, const Section& section, Listener& listener) {
  ProgramMap map(section);
  program.clock_pid = map.clock_pid();
  std::vector<std::unique_ptr<ElementaryStream>> streams;
  while (const auto entry = map.next()) add_stream(program, *entry, streams, listener);
  for (auto& gone : program.streams) {
    if (gone) gone->finish(listener);
  }
  program.streams = std::move(streams);
}

void Programs::add_stream(Program& program, const StreamEntry& entry,
                          std::vector<std::unique_ptr<ElementaryStream>>& streams,
                          Listener& listener) {
  const StreamKind kind = stream_kind(entry.stream_type, entry.descriptors);
  for (auto& known : program.streams) {
    if (!known || known->track().pid != entry.pid ||
        !known->is_of(program.number, entry.stream_type, kind)) {
      continue;
    }
    streams.push_back(std::move(known));
    return;
  }
  if (track_count() + streams.size() >= most_tracks) return;
  Track track;
  track.pid = entry.pid;
  track.program = program.number;
  track.stream_type = entry.stream_type;
  track.kind = kind.kind;
  track.codec = kind.codec;
  track.audio.channels = kind.channels;
  listener.on_track(track);
  streams.push_back(std::make_unique<ElementaryStream>(std::move(track), kind, depth_));
  streams.back()->expect_from(program.clock.elapsed());
}

std::size_t Programs::track_count() const {
  std::size_t count = 0;
  for (const Program& program : programs_) {
    count += static_cast<std::size_t>(
        std::count_if(program.streams.begin(), program.streams.end(),
                      [](const auto& stream) { return stream != nullptr; }));
  }
  return count;
}

bool Programs::take_media(const Packet& packet, bool follows, nanoseconds arrival,
                          Listener& listener) {
  for (Program& program : programs_) {
    for (auto& stream : program.streams) {
      if (stream->track().pid != packet.pid) continue;
      stream->see();
      stream->push(packet, follows, arrival, program.timeline, program.clock, listener);
      return true;
    }
  }
  return false;
}

/// The tables of all programs are judged by the first program that has a clock.
void Programs::take_clock(const Packet& packet, Counters& counters) {
  const Program* first = nullptr;
  for (Program& program : programs_) {
    if (first == nullptr && program.clock_pid != null_pid) first = &program;
    if (program.clock_pid != packet.pid) continue;
    program.clock.take(*packet.pcr, packet.is_discontinuous, counters);
    const std::int64_t now = program.clock.elapsed();
    counters.pmt_errors += program.maps.check(now, longest_without_table);
    for (auto& stream : program.streams) stream->check(now, counters);
    if (&program == first) counters.pat_errors += associations_.check(now, longest_without_table);
  }
}

void Programs::take_scrambled(std::uint16_t pid, Counters& counters) {
  if (pid == association_pid) ++counters.pat_errors;
  if (is_map_pid(pid)) ++counters.pmt_errors;
  for (Program& program : programs_) {
    for (auto& stream : program.streams) {
      if (stream->track().pid == pid) stream->see();
    }
  }
}

void Programs::finish(Listener& listener) {
  for (Program& program : programs_) {
    for (auto& stream : program.streams) stream->finish(listener);
  }
}

void Programs::restart() {
  association_.forget();
  associations_.forget();
  has_association_ = false;
  for (Maps& maps : maps_) maps.sections.forget();
  for (Program& program : programs_) {
    program.has_map_since_restart = false;
    program.clock.forget();
    program.maps.forget();
    for (auto& stream : program.streams) stream->forget_times();
  }
}

bool Programs::has_tables() const {
  return has_association_ &&
         std::all_of(programs_.begin(), programs_.end(),
                     [](const Program& program) { return program.has_map_since_restart; });
}

}  // namespace media::mpegts
