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

/// Packets in order pass through uncopied; behind a gap they are kept until it is filled, until
/// `capacity` of them wait, or until the first has waited for `patience` when another comes.
class ReorderBuffer {
 public:
  static constexpr std::size_t capacity = 32;
  static constexpr nanoseconds patience = std::chrono::milliseconds(200);

  using Deliver = std::function<void(std::span<const std::byte> datagram, nanoseconds arrival)>;

  /// A packet whose turn is over is dropped.
  void push(std::span<const std::byte> datagram, std::uint16_t sequence, nanoseconds arrival,
            const Deliver& deliver);

  /// Gives up the gaps: all that waits is delivered.
  void flush(const Deliver& deliver);

  /// The source begins anew: what waits is dropped.
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
  std::vector<Waiting> waiting_{};  // by sequence number, all beyond next_
};

}  // namespace media::rtp
