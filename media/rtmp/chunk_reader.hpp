// Reads chunks (5.3): passes on the pieces of messages as they arrive, and keeps none of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "media/bits/partial_field.hpp"
#include "media/rtmp/message.hpp"

namespace media::rtmp {

/// A piece of a message's payload.
struct Piece {
  MessageHeader header;
  std::size_t place = 0;   // identifies the chunk stream: below ChunkReader::max_chunk_streams
  std::size_t offset = 0;  // of the piece in the message; 0 starts a message, whatever came before
  std::span<const std::byte> bytes;  // borrowed for the call; empty for a message without payload

  [[nodiscard]] bool is_first() const { return offset == 0; }
  [[nodiscard]] bool is_last() const { return offset + bytes.size() == header.size; }
};

class ChunkListener {
 public:
  virtual ~ChunkListener() = default;

  /// Pieces of different chunk streams may be interleaved. A message aborted by the peer has no
  /// last piece. Set Chunk Size and Abort are passed on, too, although the reader has already
  /// handled them.
  virtual void on_piece(const Piece& piece) = 0;
};

/// Takes the bytes after the handshake as they arrive, split anywhere.
class ChunkReader {
 public:
  static constexpr std::size_t max_chunk_streams = 32;

  /// After an error nothing more can be read.
  std::optional<Error> push(std::span<const std::byte> bytes, ChunkListener& listener);

  /// Bytes read so far, as counted by an acknowledgement.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }

  /// Not inside a chunk or message.
  [[nodiscard]] bool is_between_messages() const;

 private:
  enum class Stage : std::uint8_t { basic_header = 1, message_header, extended_timestamp, payload };

  /// Whether chunks of type 3 repeat an extended timestamp, which 5.3.1.3 requires and some servers
  /// omit.
  enum class Repetition : std::uint8_t { unknown = 1, yes, no };

  struct ChunkStream {
    MessageHeader header;
    std::uint32_t field = 0;  // timestamp or delta as last sent, extended or not
    bool is_extended = false;
    bool has_header = false;
    std::uint32_t received = 0;  // of the current message
    bool is_inside = false;      // of a message
  };

  using Bytes = std::span<const std::byte>;

  void take(Bytes bytes, ChunkListener& listener);
  [[nodiscard]] std::size_t field_size() const;
  Bytes take_field(Bytes& bytes, std::size_t size);
  void read_basic_header(Bytes field);
  void read_message_header(Bytes field, ChunkListener& listener);
  void take_extended_timestamp(Bytes& bytes, ChunkListener& listener);
  void take_repeated_timestamp(Bytes& bytes, ChunkListener& listener);
  void begin_payload(ChunkListener& listener);
  void begin_message();
  void take_payload(Bytes& bytes, ChunkListener& listener);
  void hand_on(Bytes piece, ChunkListener& listener);
  void obey_control();
  ChunkStream& current() { return streams_[place_]; }
  [[nodiscard]] std::optional<std::size_t> find(std::uint32_t chunk_stream_id) const;
  void fail(const char* sentence, bool is_too_large = false);

  std::vector<ChunkStream> streams_;
  std::size_t place_ = 0;  // of the chunk being read
  Stage stage_ = Stage::basic_header;
  unsigned type_ = 0;  // of the chunk, 0 to 3
  Repetition repetition_ = Repetition::unknown;
  std::size_t chunk_size_ = first_chunk_size;
  std::size_t chunk_left_ = 0;
  bits::PartialField<11> field_;        // of the current stage
  std::array<std::byte, 4> control_{};  // payload of Set Chunk Size or Abort
  std::uint64_t offset_ = 0;
  std::optional<Error> error_;
};

}  // namespace media::rtmp
