#pragma once

#include <cstddef>
#include <cstdint>

#include "core/net/byte_stream.hpp"

namespace core::net {

// Decodes HTTP/1.1 chunked coding (RFC 9112 section 7.1) without touching the data: it says how
// many of the next bytes are data and consumes what lies between. Can resume at any byte.
class ChunkDecoder {
 public:
  // How many of the next bytes are data; 0 if feed() must be called first.
  std::uint64_t data_left() const { return state_ == State::data ? left_ : 0; }
  bool is_over() const { return state_ == State::over; }

  // Records that `count` bytes of data were handed out, or returned.
  void take(std::size_t count) { left_ -= count; }
  void untake(std::size_t count) { left_ += count; }

  // Consumes chunk sizes, line ends and trailers up to the next data or the end; returns how many
  // of `bytes` that took. Throws vex::Error: Reason::protocol, Reason::too_large.
  std::size_t feed(Bytes bytes);

 private:
  enum class State {
    size = 1,
    extension,
    size_end,
    data,
    data_return,
    data_end,
    trailer,
    trailer_end,
    trailer_line,
    over
  };

  void step(char c);
  void on_size(char c);
  void on_trailer_start(char c);

  State state_ = State::size;
  std::uint64_t left_ = 0;
  bool has_digit_ = false;
  std::size_t line_size_ = 0;     // of the current size line
  std::size_t trailer_size_ = 0;  // of all trailers
};

}  // namespace core::net
