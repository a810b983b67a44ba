// Finds the packets of a transport stream in a sequence of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "media/mpegts/counters.hpp"
#include "media/mpegts/packet.hpp"

namespace media::mpegts {

/// In sync after five sync bytes at the same distance, out of sync after two broken ones in a row
/// (ETSI TR 101 290 5.2.1, 1.1). Packets that are complete in the pushed bytes are not copied.
class PacketAligner {
 public:
  /// The next packet, taken from the front of `bytes`; nothing once all of them are used up. Valid
  /// until the next call.
  [[nodiscard]] std::optional<PacketBytes> next(std::span<const std::byte>& bytes,
                                                Counters& counters);

  /// The end of the bytes: fewer than five packets are enough now.
  void finish();

  [[nodiscard]] std::uint64_t bytes_without_sync() const { return bytes_without_sync_; }

 private:
  std::optional<PacketBytes> take(std::span<const std::byte>& bytes);
  bool drop_between(std::span<const std::byte>& bytes);
  bool search(std::span<const std::byte>& bytes);
  void step_in(std::size_t offset, std::size_t stride);
  void lose_step(PacketBytes packet);
  [[nodiscard]] std::size_t held() const { return held_.size() - position_; }

  std::size_t stride_ = 0;
  std::size_t between_ = 0;  // bytes to skip before the next packet
  bool last_was_broken_ = false;
  std::uint64_t bytes_without_sync_ = 0;
  std::size_t searched_ = 0;  // bytes of held_ that have been searched
  std::vector<std::byte> held_{};
  std::size_t position_ = 0;  // in held_
};

}  // namespace media::mpegts
