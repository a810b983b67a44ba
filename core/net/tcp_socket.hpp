#pragma once

#include <memory>

#include "core/engine/fd_watch.hpp"
#include "core/net/byte_stream.hpp"
#include "core/net/context.hpp"
#include "core/net/fd.hpp"

namespace core::net {

class Address;
class Inbox;

// A connected TCP socket, read once per quantum: between two reads the loop knows nothing of it,
// and everything that arrived in the meantime is read at once. While a reply is due, bytes are read
// as they arrive. [strand]
class TcpSocket final : public Connection {
 public:
  // Connects to one address. Throws vex::Error: connect, connect_timeout. [suspends]
  static std::unique_ptr<TcpSocket> connect(NetContext& context, const Address& address,
                                            std::uint16_t port, Time deadline);

  TcpSocket(NetContext& context, Fd fd);
  ~TcpSocket();

  // Receives into the empty `inbox`; false at the end of the stream. Throws vex::Error:
  // Reason::timeout if nothing arrives by `deadline`, Reason::closed. [suspends]
  bool receive(Inbox& inbox, Time deadline);

  // Sends all of `data`. Throws like receive(). [suspends]
  void send(Bytes data, Time deadline);

  void expect_reply();
  Time arrival() const { return arrival_; }
  TransportInfo transport() const override;

 private:
  void await_turn(Time deadline);
  long receive_now(Inbox& inbox);
  void await_more(Time deadline);
  engine::FdWatch& watch();
  void stop_watching();

  NetContext& context_;
  Fd fd_;
  std::unique_ptr<engine::FdWatch> watch_;  // while read as bytes arrive, or while sending waits
  Time eager_until_;                        // until then, bytes are read as they arrive
  Time next_read_ = Time::min();
  Time next_trim_;  // of the stack of the reading fiber
  Time arrival_{};
  int reads_without_wait_ = 0;
  int senders_waiting_ = 0;
};

}  // namespace core::net
