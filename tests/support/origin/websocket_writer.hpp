#pragma once

#include <string>

#include "tests/support/origin/behaviour.hpp"
#include "tests/support/origin/playback.hpp"

namespace origin {

/// Puts tags into WebSocket frames in the less usual ways: pieces of a fixed size, fragments,
/// pings, text, masks.
class WebsocketWriter {
 public:
  explicit WebsocketWriter(const Behaviour& behaviour) : behaviour_(behaviour) {}

  /// Whether the behaviour asks for any of these.
  static bool is_wanted(const Behaviour& behaviour);

  std::string frames(const Batch& batch);

  /// At the end: the last piece, which is shorter; nothing when none is left.
  std::string rest() const;

 private:
  std::string pieces(const Batch& batch);
  std::string messages(const Batch& batch) const;

  const Behaviour behaviour_;
  std::string unframed_;  // for the next piece
};

}  // namespace origin
