#pragma once

#include <memory>

#include "core/net/byte_stream.hpp"
#include "core/net/receive_buffer.hpp"

namespace core::net {

class NetContext;
class TcpSocket;

// Plain bytes from a TCP connection. [strand]
class TcpStream final : public ByteStream {
 public:
  TcpStream(NetContext& context, std::unique_ptr<TcpSocket> socket);
  ~TcpStream() override;

  Bytes read_some(std::size_t limit, Nanos timeout) override;
  void unread(std::size_t count) override { inbox_.untake(count); }
  void write(Bytes data, Nanos timeout) override;
  void close() noexcept override;
  Time arrival() const override { return arrival_; }
  void expect_reply() override;

 private:
  NetContext& context_;
  std::unique_ptr<TcpSocket> socket_;  // nullptr once closed
  Inbox inbox_;
  Time arrival_{};
};

}  // namespace core::net
