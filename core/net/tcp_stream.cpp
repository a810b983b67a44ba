#include "core/net/tcp_stream.hpp"

#include <utility>
#include <vex/cpp/error.hpp>

#include "core/net/context.hpp"
#include "core/net/network.hpp"
#include "core/net/tcp_socket.hpp"

namespace core::net {

TcpStream::TcpStream(NetContext& context, std::unique_ptr<TcpSocket> socket)
    : context_(context), socket_(std::move(socket)), inbox_(context.net().buffers().wire) {}

TcpStream::~TcpStream() = default;

Bytes TcpStream::read_some(std::size_t limit, Nanos timeout) {
  if (inbox_.is_empty()) {
    if (!socket_) throw vex::Error(VEX_E_INVALID, "the stream is closed");
    if (!socket_->receive(inbox_, context_.silence_deadline(timeout))) return {};
    arrival_ = socket_->arrival();
  }
  return inbox_.take(limit);
}

void TcpStream::write(Bytes data, Nanos timeout) {
  if (!socket_) throw vex::Error(VEX_E_INVALID, "the stream is closed");
  socket_->send(data, context_.silence_deadline(timeout));
}

void TcpStream::close() noexcept { socket_.reset(); }

void TcpStream::expect_reply() {
  if (socket_) socket_->expect_reply();
}

}  // namespace core::net
