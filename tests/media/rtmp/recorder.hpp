// What a reader of chunks has found, as lines of text: the same however the bytes were cut.
#pragma once

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "media/rtmp/chunk_reader.hpp"
#include "tests/media/bytes.hpp"

namespace media::rtmp::test {

using Bytes = std::vector<std::byte>;
using media::test::bytes_of_hex;

/// "3 20 1000 ms stream 0: 0102" for each whole message: chunk stream, type, timestamp.
class Recorder final : public ChunkListener {
 public:
  void on_piece(const Piece& piece) override {
    std::string& payload = payloads_[piece.place];
    if (piece.is_first()) payload.clear();
    for (const std::byte byte : piece.bytes) {
      constexpr std::string_view digits = "0123456789abcdef";
      payload += digits[std::to_integer<unsigned>(byte >> 4U)];
      payload += digits[std::to_integer<unsigned>(byte & std::byte{15})];
    }
    if (!piece.is_last()) return;
    const MessageHeader& header = piece.header;
    lines.push_back(std::to_string(header.chunk_stream_id) + " " +
                    std::to_string(static_cast<unsigned>(header.type)) + " " +
                    std::to_string(header.timestamp_ms) + " ms stream " +
                    std::to_string(header.stream_id) + ": " + payload);
  }

  std::vector<std::string> lines;

 private:
  std::map<std::size_t, std::string> payloads_;
};

struct Reading {
  std::vector<std::string> lines;
  std::string error;  // with its offset
};

/// Reads the bytes in pieces of `size`, the first one of `first`.
inline Reading read_in_pieces(const Bytes& bytes, std::size_t first, std::size_t size) {
  ChunkReader reader;
  Recorder recorder;
  Reading reading;
  std::span<const std::byte> rest(bytes);
  for (std::size_t next = first; !rest.empty(); next = size) {
    const Bytes piece(rest.begin(),
                      rest.begin() + static_cast<std::ptrdiff_t>(std::min(next, rest.size())));
    rest = rest.subspan(piece.size());
    if (const auto error = reader.push(piece, recorder)) {
      reading.error = error->sentence + " at " + std::to_string(error->offset);
      break;
    }
  }
  reading.lines = recorder.lines;
  return reading;
}

inline Reading read(const Bytes& bytes) { return read_in_pieces(bytes, bytes.size(), 1); }

}  // namespace media::rtmp::test
