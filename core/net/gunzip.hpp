#pragma once

#include <array>
#include <memory>

#include "core/net/byte_stream.hpp"

namespace core::net {

// Decodes the gzip coding (RFC 1952) of a body as it arrives. Nothing is decompressed that the
// reader does not ask for, so the reader's own limit bounds a body that expands without end.
// [strand]
class Gunzip final : public ByteStream {
 public:
  explicit Gunzip(std::unique_ptr<ByteStream> coded);
  ~Gunzip() override;

  // Throws vex::Error (Reason::protocol) if the data is not gzip, (Reason::closed) if it is
  // truncated.
  Bytes read_some(std::size_t limit, Nanos timeout) override;
  void unread(std::size_t count) override { begin_ -= count; }
  void write(Bytes data, Nanos timeout) override { coded_->write(data, timeout); }
  void close() noexcept override { coded_->close(); }
  Time arrival() const override { return coded_->arrival(); }

 private:
  class Inflater;

  std::unique_ptr<ByteStream> coded_;
  std::unique_ptr<Inflater> inflater_;
  std::array<std::byte, std::size_t{16} * 1024> plain_;
  std::size_t begin_ = 0;  // start of the bytes in plain_ not handed out yet
  std::size_t end_ = 0;
};

}  // namespace core::net
