#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace origin {

/// An RTP packet on its way out: what is its own, and a piece of the clip that all connections
/// share.
struct RtpPacket {
  std::size_t track = 0;
  std::array<char, 20> head;  // RTP's header, then what the payload format puts in front
  std::size_t head_size = 0;
  std::string_view payload;

  std::string_view head_bytes() const { return {head.data(), head_size}; }
  std::size_t size() const { return head_size + payload.size(); }
};

}  // namespace origin
