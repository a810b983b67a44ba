// The tables that describe a transport stream (ISO/IEC 13818-1 2.4.4.3, 2.4.4.8).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "media/bits/byte_reader.hpp"
#include "media/mpegts/section.hpp"

namespace media::mpegts {

inline constexpr std::uint8_t association_table = 0x00;
inline constexpr std::uint8_t map_table = 0x02;

struct ProgramEntry {
  std::uint16_t number = 0;
  std::uint16_t map_pid = 0;
};

/// Iterates over the programs in a section of the PAT; the network's table is left out.
class ProgramEntries {
 public:
  explicit ProgramEntries(const Section& association) : reader_(association.body) {}
  [[nodiscard]] std::optional<ProgramEntry> next();

 private:
  bits::ByteReader reader_;
};

struct StreamEntry {
  std::uint8_t stream_type = 0;
  std::uint16_t pid = 0;
  std::span<const std::byte> descriptors{};  // borrowed
};

/// A PMT: iterates over the elementary streams of a program.
class ProgramMap {
 public:
  explicit ProgramMap(const Section& map);
  [[nodiscard]] std::uint16_t clock_pid() const { return clock_pid_; }
  [[nodiscard]] std::optional<StreamEntry> next();

 private:
  bits::ByteReader reader_;
  std::uint16_t clock_pid_ = 0;
};

}  // namespace media::mpegts
