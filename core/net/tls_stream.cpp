#include "core/net/tls_stream.hpp"

#include <algorithm>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/engine/blocking_pool.hpp"
#include "core/net/context.hpp"
#include "core/net/network.hpp"
#include "core/net/tcp_socket.hpp"
#include "core/net/tls_contexts.hpp"

namespace core::net {
namespace {

// Data is encrypted in pieces so that a long write is not held in memory twice.
constexpr std::size_t write_piece = std::size_t{64} * 1024;

}  // namespace

TlsStream::TlsStream(NetContext& context, std::shared_ptr<SSL_CTX> tls,
                     std::unique_ptr<TcpSocket> socket, const std::string& host)
    : context_(context),
      tls_(std::move(tls)),
      socket_(std::move(socket)),
      wire_(context.net().buffers().wire),
      clear_(context.net().buffers().clear),
      session_(*tls_, context.options().tls, host, wire_) {}

TlsStream::~TlsStream() = default;

void TlsStream::shake_hands(Time deadline) {
  socket().expect_reply();
  for (;;) {
    const TlsSession::Step step = session_.shake_hands();
    flush(deadline);
    if (step == TlsSession::Step::done) break;
    if (!receive(deadline))
      throw vex::Error(vex::Reason::tls, "the peer ended the connection during the TLS handshake");
  }
  if (const auto expiry = session_.expiry()) context_.report_certificate(*expiry);
}

Bytes TlsStream::read_some(std::size_t limit, Nanos timeout) {
  const Time deadline = context_.silence_deadline(timeout);
  while (clear_.is_empty()) {
    if (has_ended_) return {};
    std::size_t count = 0;
    const TlsSession::Step step = session_.read(clear_.begin_fill(), count);
    clear_.end_fill(count);
    has_ended_ = step == TlsSession::Step::ended;
    flush(deadline);  // a reply to the peer's key update
    if (count > 0 || has_ended_) continue;
    // Many servers close without a close_notify; whether data is missing is for the protocol on top
    // to decide.
    has_ended_ = !receive(deadline);
  }
  return clear_.take(limit);
}

void TlsStream::write(Bytes data, Nanos timeout) {
  const Time deadline = context_.silence_deadline(timeout);
  while (!data.empty()) {
    const Bytes piece = data.first(std::min(data.size(), write_piece));
    data = data.subspan(piece.size());
    session_.write(piece);
    flush(deadline);
  }
}

bool TlsStream::receive(Time deadline) {
  if (!socket().receive(wire_, deadline)) return false;
  arrival_ = socket_->arrival();
  return true;
}

void TlsStream::flush(Time deadline) {
  const std::string outgoing = session_.take_outgoing();
  if (!outgoing.empty()) socket().send(std::as_bytes(std::span(outgoing)), deadline);
}

TcpSocket& TlsStream::socket() {
  if (!socket_) throw vex::Error(VEX_E_INVALID, "the stream is closed");
  return *socket_;
}

void TlsStream::close() noexcept { socket_.reset(); }

void TlsStream::expect_reply() {
  if (socket_) socket_->expect_reply();
}

std::shared_ptr<SSL_CTX> tls_context(const NetContext& context) {
  const std::shared_ptr<TlsContexts> contexts = context.net().tls();
  const TlsOptions& options = context.options().tls;
  if (auto made = contexts->find(options)) return made;
  return context.net().files().call([contexts, options] { return contexts->get(options); });
}

}  // namespace core::net
