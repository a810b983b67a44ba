// Assembles a body from the pieces in which it arrives, keeping only what is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "media/flv/body.hpp"
#include "media/flv/events.hpp"
#include "media/flv/tracks.hpp"

namespace media::flv {

/// Handles one body after another. An FLV stream needs one of these, RTMP one per chunk stream. A
/// body that arrives in one piece is read in place.
class BodyReader {
 public:
  /// Starts a body of `size` bytes; an unfinished one is discarded.
  void begin(BodyType type, std::uint32_t timestamp_ms, std::size_t size);

  /// The next piece, no longer than left(). The events are emitted with the last one.
  void push(std::span<const std::byte> piece, Tracks& tracks, Listener& listener);

  /// Bytes missing from the body.
  [[nodiscard]] std::size_t left() const { return body_.size - received_; }

 private:
  void keep(std::span<const std::byte> piece, const Tracks& tracks);
  void finish(std::span<const std::byte> head, Tracks& tracks, Listener& listener);

  Body body_{};
  std::size_t received_ = 0;
  std::size_t wanted_ = 0;         // bytes of the body to keep, as far as known
  std::vector<std::byte> kept_{};  // its first bytes, if it comes in pieces
};

}  // namespace media::flv
