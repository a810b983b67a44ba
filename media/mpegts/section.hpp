// Sections of program specific information (ISO/IEC 13818-1 2.4.4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace media::mpegts {

/// Assembles sections from the payloads of one PID. Sections that are complete within a payload are
/// not copied.
class SectionAssembler {
 public:
  /// `follows`: no packet is missing since the previous payload.
  void begin(std::span<const std::byte> payload, bool starts_unit, bool follows);

  /// The next complete section, from table_id to its last byte; nothing once the payload is used
  /// up. Valid until the next call.
  [[nodiscard]] std::optional<std::span<const std::byte>> next();

  void forget() { held_.clear(); }

 private:
  [[nodiscard]] std::optional<std::span<const std::byte>> complete();

  std::vector<std::byte> held_{};      // a section that started in an earlier payload
  bool is_handed_over_ = false;        // held_
  std::span<const std::byte> tail_{};  // of this payload: continues held_
  std::span<const std::byte> rest_{};  // of this payload: starts with a section
};

/// The header that PAT and PMT share (2.4.4.3).
struct Section {
  std::uint8_t table_id = 0;
  std::uint16_t table_id_extension = 0;  // transport_stream_id, program_number
  std::uint8_t version = 0;
  bool is_current = false;
  std::uint8_t number = 0;
  std::uint8_t last_number = 0;
  std::uint32_t checksum = 0;
  std::span<const std::byte> body{};  // between header and checksum; borrowed
};

/// Nothing if the section is truncated or its checksum is wrong.
[[nodiscard]] std::optional<Section> read_section(std::span<const std::byte> bytes);

}  // namespace media::mpegts
