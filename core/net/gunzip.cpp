#include "core/net/gunzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <new>
#include <span>
#include <utility>
#include <vex/cpp/error.hpp>

namespace core::net {
namespace {

constexpr int gzip_window_bits = 15 + 16;  // how zlib is told to expect a gzip header

}  // namespace

class Gunzip::Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream_, gzip_window_bits) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  struct Step {
    std::size_t read;
    std::size_t written;
  };

  Step inflate(Bytes coded, std::span<std::byte> plain) {
    // zlib does not write through next_in; its declaration merely lacks the const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(coded.data()));
    stream_.avail_in = static_cast<uInt>(coded.size());
    stream_.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream_.avail_out = static_cast<uInt>(plain.size());
    is_between_members_ = false;
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      inflateReset(&stream_);  // another member may follow (RFC 1952 section 2.2)
      is_between_members_ = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      throw vex::Error(vex::Reason::protocol, "the body is not gzip, as its head says");
    }
    return {coded.size() - stream_.avail_in, plain.size() - stream_.avail_out};
  }

  bool is_between_members() const { return is_between_members_; }

 private:
  z_stream stream_{};
  bool is_between_members_ = true;  // an empty body is valid, as with a 304
};

Gunzip::Gunzip(std::unique_ptr<ByteStream> coded)
    : coded_(std::move(coded)), inflater_(std::make_unique<Inflater>()) {}

Gunzip::~Gunzip() = default;

Bytes Gunzip::read_some(std::size_t limit, Nanos timeout) {
  while (begin_ == end_) {
    const Bytes coded = coded_->read(timeout);
    if (coded.empty()) {
      if (inflater_->is_between_members()) return {};
      throw vex::Error(vex::Reason::closed, "the gzip body ended too early");
    }
    const auto step = inflater_->inflate(coded, plain_);
    coded_->unread(coded.size() - step.read);
    begin_ = 0;
    end_ = step.written;
  }
  const std::size_t count = std::min(limit, end_ - begin_);
  begin_ += count;
  return std::span(plain_).subspan(begin_ - count, count);
}

}  // namespace core::net
