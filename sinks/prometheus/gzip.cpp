#include "sinks/prometheus/gzip.hpp"

#include <zlib.h>

#include <array>
#include <new>
#include <stdexcept>
#include <utility>

namespace sinks::prometheus {
namespace {

constexpr int gzip_window_bits = 15 + 16;  // how zlib is told to write a gzip header
constexpr int memory_level = 8;

}  // namespace

struct Gzip::State {
  z_stream stream{};
  std::string body;
  std::array<char, 65536> room{};

  void run(int mode) {
    do {
      stream.next_out = reinterpret_cast<Bytef*>(room.data());
      stream.avail_out = static_cast<uInt>(room.size());
      if (deflate(&stream, mode) == Z_STREAM_ERROR) throw std::logic_error("zlib lost its state");
      body.append(room.data(), room.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  }
};

Gzip::Gzip() : state_(std::make_unique<State>()) {
  // An exposition is so repetitive that more effort saves little and costs much.
  if (deflateInit2(&state_->stream, Z_BEST_SPEED, Z_DEFLATED, gzip_window_bits, memory_level,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
}

Gzip::~Gzip() { deflateEnd(&state_->stream); }

void Gzip::add(std::string_view text) {
  // zlib does not write through next_in; its declaration merely lacks the const.
  state_->stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  state_->stream.avail_in = static_cast<uInt>(text.size());
  state_->run(Z_NO_FLUSH);
}

std::string Gzip::finish() {
  state_->run(Z_FINISH);
  return std::move(state_->body);
}

}  // namespace sinks::prometheus
