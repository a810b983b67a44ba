// PES packets (ISO/IEC 13818-1 2.4.3.6).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace media::mpegts {

/// What the header of a PES packet tells.
struct PesHeader {
  bool is_scrambled = false;
  std::optional<std::uint64_t> pts{};  // 33 bits of 90 kHz
  std::optional<std::uint64_t> dts{};
};

/// Takes the headers off the PES packets of one PID, whichever way transport packets cut them, and
/// keeps count of their length.
class PesReader {
 public:
  /// A payload_unit_start_indicator: the next byte begins a PES packet.
  void begin();

  /// Packets are missing. Only a payload without a length can go on behind the gap.
  void lose() {
    if (stage_ != Stage::payload || has_length_) leave();
  }

  /// What follows belongs to nothing until the next begin().
  void leave() { stage_ = Stage::outside; }

  /// Takes a header off the front of `bytes`; true when it is complete by that, and in header().
  [[nodiscard]] bool take_header(std::span<const std::byte>& bytes);

  [[nodiscard]] const PesHeader& header() const { return parsed_; }

  /// Takes the packet's payload off the front of `bytes`.
  [[nodiscard]] std::span<const std::byte> take_payload(std::span<const std::byte>& bytes);

  /// Whether the packet is complete by its own length. One of video may have none.
  [[nodiscard]] bool is_complete() const { return stage_ == Stage::complete; }

 private:
  enum class Stage : std::uint8_t { outside = 1, header, header_rest, payload, complete };

  void parse();

  Stage stage_ = Stage::outside;
  std::array<std::byte, 19> header_{};  // up to the DTS
  std::size_t filled_ = 0;
  std::size_t wanted_ = 0;
  std::size_t rest_ = 0;  // bytes of the header behind the time stamps
  bool has_length_ = false;
  std::size_t left_ = 0;  // bytes of the packet, where it has a length
  PesHeader parsed_{};
};

}  // namespace media::mpegts
