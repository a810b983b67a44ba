#include "core/net/chunk_decoder.hpp"

#include <vex/cpp/error.hpp>

namespace core::net {
namespace {

constexpr std::uint64_t max_chunk = std::uint64_t{1} << 56;
constexpr std::size_t max_line = 4096;
constexpr std::size_t max_trailers = std::size_t{64} * 1024;

[[noreturn]] void broken(const char* where) {
  throw vex::Error(vex::Reason::protocol, std::string("broken chunked coding: ") + where);
}

void expect(char c, char expected, const char* where) {
  if (c != expected) broken(where);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::size_t ChunkDecoder::feed(Bytes bytes) {
  if (state_ == State::data && left_ == 0) state_ = State::data_return;
  std::size_t used = 0;
  while (used < bytes.size() && state_ != State::data && state_ != State::over)
    step(static_cast<char>(bytes[used++]));
  return used;
}

void ChunkDecoder::step(char c) {
  switch (state_) {
    case State::size:
    case State::extension:
      on_size(c);
      break;
    case State::size_end:
      expect(c, '\n', "no line feed after a size");
      state_ = left_ == 0 ? State::trailer : State::data;
      break;
    case State::data_return:
      expect(c, '\r', "a chunk is longer than its size");
      state_ = State::data_end;
      break;
    case State::data_end:
      expect(c, '\n', "no line feed after a chunk");
      state_ = State::size;
      left_ = 0;
      has_digit_ = false;
      line_size_ = 0;
      break;
    case State::trailer:
      on_trailer_start(c);
      break;
    case State::trailer_line:
      if (c == '\n') state_ = State::trailer;
      if (++trailer_size_ > max_trailers)
        throw vex::Error(vex::Reason::too_large, "more than 64 KiB of trailers");
      break;
    case State::trailer_end:
      expect(c, '\n', "no line feed at the end");
      state_ = State::over;
      break;
    case State::data:
    case State::over:
      break;
  }
}

void ChunkDecoder::on_size(char c) {
  if (++line_size_ > max_line)
    throw vex::Error(vex::Reason::too_large, "a chunk size line of more than 4 KiB");
  if (c == '\r') {
    if (!has_digit_) broken("a line without a size");
    state_ = State::size_end;
  } else if (state_ == State::size) {
    const int digit = hex_value(c);
    if (digit >= 0) {
      if (left_ >= max_chunk / 16)
        throw vex::Error(vex::Reason::too_large, "a chunk of 2^56 bytes");
      left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
      has_digit_ = true;
    } else if (has_digit_ && (c == ';' || c == ' ' || c == '\t')) {
      state_ = State::extension;  // some servers pad the size with spaces
    } else {
      broken("a size that is not a number");
    }
  }
}

void ChunkDecoder::on_trailer_start(char c) {
  state_ = c == '\r' ? State::trailer_end : State::trailer_line;
  ++trailer_size_;
}

}  // namespace core::net
