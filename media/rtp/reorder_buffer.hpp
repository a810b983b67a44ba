// Puts datagrams that overtook each other back into order.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace media::rtp {

using std::chrono::nanoseconds;

/// Packets in order pass through without a copy. After a gap they are kept until the gap is filled,
/// until `capacity` of them wait, or until the first has waited for `patience` when another
/// arrives.
class ReorderBuffer {
 public:
  static constexpr std::size_t capacity = 32;
  static constexpr nanoseconds patience = std::chrono::milliseconds(200);

  using Deliver = std::function<void(std::span<const std::byte> datagram, nanoseconds arrival)>;

  /// A packet that comes too late is dropped.
  void push(std::span<const std::byte> datagram, std::uint16_t sequence, nanoseconds arrival,
            const Deliver& deliver);

  /// Gives up on the gaps and delivers everything that waits.
  void flush(const Deliver& deliver);

  /// Restarts with a new source; what waits is dropped.
  void reset();

 private:
  struct Waiting {
    std::uint16_t sequence = 0;
    nanoseconds arrival{};
    std::vector<std::byte> datagram;
  };

  void keep(std::span<const std::byte> datagram, std::uint16_t sequence, nanoseconds arrival);
  void deliver_run(const Deliver& deliver);

  std::optional<std::uint16_t> next_{};
  std::vector<Waiting> waiting_{};  // sorted by sequence number, all after next_
};

}  // namespace media::rtp
