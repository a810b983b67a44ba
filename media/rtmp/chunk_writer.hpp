// Writes messages as chunks (5.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "media/rtmp/message.hpp"

namespace media::rtmp {

/// Collects the chunks of any number of messages, each with the shortest possible header.
class ChunkWriter {
 public:
  /// Applies from the next message on; the caller has to tell the peer.
  void set_chunk_size(std::size_t size) { chunk_size_ = size; }

  /// Appends a whole message; `header.size` is set from the payload.
  void write(MessageHeader header, std::span<const std::byte> payload);

  /// Returns what was written since the last call.
  [[nodiscard]] std::vector<std::byte> take() { return std::exchange(bytes_, {}); }

 private:
  struct ChunkStream {
    MessageHeader last;
    std::uint32_t field = 0;  // timestamp or delta as last sent
  };

  ChunkStream& find(std::uint32_t chunk_stream_id, bool& is_new);
  void put_basic_header(unsigned type, std::uint32_t chunk_stream_id);
  void put_message_header(unsigned type, const MessageHeader& header, std::uint32_t field);
  void put(std::uint64_t number, unsigned size);

  std::vector<ChunkStream> streams_;
  std::size_t chunk_size_ = first_chunk_size;
  std::vector<std::byte> bytes_;
};

}  // namespace media::rtmp
