#pragma once

#include <optional>
#include <string>

#include "media/rtmp/handshake.hpp"

namespace origin {

/// A server's side of RTMP's handshake: with digests where the client's first block has one.
class RtmpHandshake {
 public:
  /// Takes what it needs off the front of what was received; gives what is to be sent. Throws
  /// std::runtime_error for another version, and where the client answers a digest wrongly.
  std::string take(std::string& received);

  bool is_over() const { return is_over_; }

 private:
  std::string answer(const media::rtmp::HandshakeBlock& theirs);
  void check(const media::rtmp::HandshakeBlock& answer) const;

  media::rtmp::HandshakeBlock own_{};
  std::optional<media::rtmp::Digest> own_digest_;
  bool has_answered_ = false;
  bool is_over_ = false;
};

}  // namespace origin
