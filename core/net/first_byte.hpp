#pragma once

#include <memory>

#include "core/net/byte_stream.hpp"

namespace core::net {

class NetContext;

// Tells the observer when the first byte of a stream has arrived. [strand]
class FirstByte final : public ByteStream {
 public:
  FirstByte(NetContext& context, std::unique_ptr<ByteStream> stream, Time begin);

  Bytes read_some(std::size_t limit, Nanos timeout) override;
  void unread(std::size_t count) override { stream_->unread(count); }
  void write(Bytes data, Nanos timeout) override { stream_->write(data, timeout); }
  void close() noexcept override { stream_->close(); }
  Time arrival() const override { return stream_->arrival(); }
  void expect_reply() override { stream_->expect_reply(); }

 private:
  NetContext& context_;
  std::unique_ptr<ByteStream> stream_;
  Time begin_;
  bool has_come_ = false;
};

}  // namespace core::net
