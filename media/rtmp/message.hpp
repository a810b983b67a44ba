// RTMP messages, which are sent in chunks. Source: Adobe's Real Time Messaging Protocol, version
// 1.0 (2012); the comments in this folder refer to its sections.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace media::rtmp {

/// 5.4, 6.2, 7.1. Numbers without a name here are ignored.
enum class MessageType : std::uint8_t {
  set_chunk_size = 1,
  abort = 2,
  acknowledgement = 3,
  user_control = 4,
  window_acknowledgement_size = 5,
  set_peer_bandwidth = 6,
  audio = 8,
  video = 9,
  data_amf3 = 15,
  shared_object_amf3 = 16,
  command_amf3 = 17,
  data_amf0 = 18,
  shared_object_amf0 = 19,
  command_amf0 = 20,
  aggregate = 22,
};

/// The chunk streams that are used by convention (5.3.1.1 fixes only the first).
inline constexpr std::uint32_t control_chunk_stream = 2;
inline constexpr std::uint32_t command_chunk_stream = 3;
inline constexpr std::uint32_t play_chunk_stream = 8;

/// A length has 24 bits, so no message is larger.
inline constexpr std::size_t max_message_size = (std::size_t{1} << 24U) - 1;

/// For both sides until they change it (5.4.1).
inline constexpr std::size_t first_chunk_size = 128;

struct MessageHeader {
  std::uint32_t chunk_stream_id = 0;
  std::uint32_t timestamp_ms = 0;  // modulo 2^32
  MessageType type{};
  std::uint32_t size = 0;       // of the whole message, at most max_message_size
  std::uint32_t stream_id = 0;  // 0: the connection itself

  bool operator==(const MessageHeader&) const = default;
};

/// Why reading cannot continue, and where.
struct Error {
  std::string sentence;
  std::uint64_t offset = 0;  // of the byte after the last one understood
  bool is_too_large = false;
};

}  // namespace media::rtmp
