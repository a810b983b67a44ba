// PES packets (ISO/IEC 13818-1 2.4.3.6).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace media::mpegts {

/// The facts in the header of a PES packet.
struct PesHeader {
  bool is_scrambled = false;
  std::optional<std::uint64_t> pts{};  // 33 bits at 90 kHz
  std::optional<std::uint64_t> dts{};
};

/// Removes the headers from the PES packets of one PID, however transport packets split them, and
/// keeps track of their length.
class PesReader {
 public:
  /// At a payload_unit_start_indicator: the next byte starts a PES packet.
  void begin();

  /// Packets are missing. Only a payload without a length can continue after the gap.
  void lose() {
    if (stage_ != Stage::payload || has_length_) leave();
  }

  /// Ignores everything until the next begin().
  void leave() { stage_ = Stage::outside; }

  /// Takes header bytes from the front of `bytes`; true once the header is complete and in
  /// header().
  [[nodiscard]] bool take_header(std::span<const std::byte>& bytes);

  [[nodiscard]] const PesHeader& header() const { return parsed_; }

  /// Takes the packet's payload from the front of `bytes`.
  [[nodiscard]] std::span<const std::byte> take_payload(std::span<const std::byte>& bytes);

  /// Whether the packet is complete according to its length, which video packets may lack.
  [[nodiscard]] bool is_complete() const { return stage_ == Stage::complete; }

 private:
  enum class Stage : std::uint8_t { outside = 1, header, header_rest, payload, complete };

  void parse();

  Stage stage_ = Stage::outside;
  std::array<std::byte, 19> header_{};  // up to the DTS
  std::size_t filled_ = 0;
  std::size_t wanted_ = 0;
  std::size_t rest_ = 0;  // header bytes after the timestamps
  bool has_length_ = false;
  std::size_t left_ = 0;  // bytes left in the packet, if it has a length
  PesHeader parsed_{};
};

}  // namespace media::mpegts
