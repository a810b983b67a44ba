#include "core/net/connect.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>
#include <vex/cpp/error.hpp>

#include "core/net/context.hpp"
#include "core/net/dns.hpp"
#include "core/net/errors.hpp"
#include "core/net/first_byte.hpp"
#include "core/net/network.hpp"
#include "core/net/tcp_socket.hpp"
#include "core/net/tcp_stream.hpp"
#include "core/net/tls_stream.hpp"
#include "core/net/transport.hpp"

namespace core::net {
namespace {

using engine::Clock;

// When a step must end: by its own configured time-out and by that of the whole call.
Time step_end(Nanos length, Time end) { return std::min(engine::from_now(length), end); }

std::vector<Address> resolve(NetContext& context, const std::string& host, Time end) {
  const Time begin = Clock::now();
  auto addresses = context.net().dns().resolve(host, end);
  context.observer().on_phase(Phase::resolve, begin, Clock::now());
  return addresses;
}

// Each address gets an equal share of the time left, so that one that does not answer cannot keep
// the others from being tried.
std::unique_ptr<TcpSocket> connect_to_any(NetContext& context,
                                          const std::vector<Address>& addresses, std::uint16_t port,
                                          Time end) {
  const Time begin = Clock::now();
  std::optional<vex::Error> failure;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const Time now = Clock::now();
    const Time share = now + (end - now) / static_cast<std::int64_t>(addresses.size() - i);
    try {
      auto socket = TcpSocket::connect(context, addresses[i], port, share);
      context.observer().on_phase(Phase::connect, begin, Clock::now());
      context.report_connected(addresses[i]);
      return socket;
    } catch (const vex::Error& error) {
      const bool is_of_address =
          error.reason() == vex::Reason::connect || error.reason() == vex::Reason::connect_timeout;
      if (!is_of_address) throw;
      // A refusal is more informative than silence.
      if (!failure || error.reason() == vex::Reason::connect) failure = error;
    }
  }
  throw vex::Error(*failure);
}

std::unique_ptr<ByteStream> secure(NetContext& context, std::unique_ptr<TcpSocket> socket,
                                   const std::string& host, Time end) {
  auto tls = tls_context(context);
  auto stream = std::make_unique<TlsStream>(context, std::move(tls), std::move(socket), host);
  const Time begin = Clock::now();
  const Time deadline = step_end(context.options().time_outs.tls, end);
  try {
    stream->shake_hands(deadline);
  } catch (const vex::Error& error) {
    if (error.reason() != vex::Reason::timeout || Clock::now() < deadline) throw;
    throw vex::Error(vex::Reason::timeout,
                     "no TLS handshake with " + host + " within " + length_text(deadline - begin));
  }
  context.observer().on_phase(Phase::tls, begin, Clock::now());
  return stream;
}

}  // namespace

std::unique_ptr<ByteStream> open_transport(NetContext& context, const Peer& peer, Nanos timeout) {
  const TimeOuts& time_outs = context.options().time_outs;
  const Time end = timeout == Nanos::zero() ? engine::never : engine::from_now(timeout);
  const auto addresses = resolve(context, peer.host, step_end(time_outs.resolve, end));
  auto socket = connect_to_any(context, addresses, peer.port, step_end(time_outs.connect, end));
  if (peer.security == Security::plain)
    return std::make_unique<TcpStream>(context, std::move(socket));
  return secure(context, std::move(socket), peer.host, end);
}

std::unique_ptr<ByteStream> connect(NetContext& context, const Peer& peer, Nanos timeout) {
  return std::make_unique<FirstByte>(context, open_transport(context, peer, timeout), Clock::now());
}

}  // namespace core::net
