// Finds the packets of a transport stream among bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "media/mpegts/counters.hpp"
#include "media/mpegts/packet.hpp"

namespace media::mpegts {

/// In step once five sync bytes stand at the same distance, out of step after two broken ones in a
/// row (ETSI TR 101 290 5.2.1, 1.1). Packets that lie whole in what was pushed are not copied.
class PacketAligner {
 public:
  /// The next packet, taken off the front of `bytes`; nothing when all of them are used up. Valid
  /// until the next call.
  [[nodiscard]] std::optional<PacketBytes> next(std::span<const std::byte>& bytes,
                                                Counters& counters);

  /// No more bytes will come: fewer than five packets are enough now.
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
  std::size_t between_ = 0;  // bytes to drop before the next packet
  bool last_was_broken_ = false;
  std::uint64_t bytes_without_sync_ = 0;
  std::size_t searched_ = 0;  // of held_
  std::vector<std::byte> held_{};
  std::size_t position_ = 0;  // of held_
};

}  // namespace media::mpegts
