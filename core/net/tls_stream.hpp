#pragma once

#include <memory>
#include <string>

#include "core/net/byte_stream.hpp"
#include "core/net/receive_buffer.hpp"
#include "core/net/tls_session.hpp"

namespace core::net {

class NetContext;
class TcpSocket;

// Bytes over TLS. [strand]
class TlsStream final : public ByteStream {
 public:
  TlsStream(NetContext& context, std::shared_ptr<SSL_CTX> tls, std::unique_ptr<TcpSocket> socket,
            const std::string& host);
  ~TlsStream() override;

  // Must be called first. Throws vex::Error: Reason::tls, and Reason::timeout at `deadline`.
  // [suspends]
  void shake_hands(Time deadline);

  Bytes read_some(std::size_t limit, Nanos timeout) override;
  void unread(std::size_t count) override { clear_.untake(count); }
  void write(Bytes data, Nanos timeout) override;
  void close() noexcept override;
  Time arrival() const override { return arrival_; }
  void expect_reply() override;

 private:
  bool receive(Time deadline);
  void flush(Time deadline);
  TcpSocket& socket();

  NetContext& context_;
  std::shared_ptr<SSL_CTX> tls_;
  std::unique_ptr<TcpSocket> socket_;  // nullptr once closed
  Inbox wire_;
  Inbox clear_;
  TlsSession session_;
  bool has_ended_ = false;
  Time arrival_{};
};

// The SSL_CTX for the options of `context`; files of new options are read on the blocking pool.
// Throws vex::Error (Reason::tls). [suspends]
std::shared_ptr<SSL_CTX> tls_context(const NetContext& context);

}  // namespace core::net
