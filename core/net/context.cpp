#include "core/net/context.hpp"

#include <algorithm>

namespace core::net {

NetContext::NetContext(Net& net, const NetOptions& options, RunObserver& observer)
    : net_(net), options_(options), observer_(observer) {}

TransportInfo NetContext::transport() const {
  TransportInfo info;
  info.round_trip = round_trip_;
  info.retransmits = closed_retransmits_;
  info.certificate_expiry = certificate_expiry_;
  connections_.for_each([&](const Connection& connection) {
    const TransportInfo one = connection.transport();
    info.retransmits += one.retransmits;
    if (one.round_trip) info.round_trip = one.round_trip;
  });
  return info;
}

void NetContext::add(Connection& connection) { connections_.push_back(connection); }

void NetContext::remove(Connection& connection) {
  const TransportInfo last = connection.transport();
  closed_retransmits_ += last.retransmits;
  if (last.round_trip) round_trip_ = last.round_trip;
  connection.unlink();
}

void NetContext::count_received(std::size_t bytes, Time arrival) {
  received_ += bytes;
  observer_.on_received(bytes, arrival);
}

void NetContext::count_sent(std::size_t bytes) {
  sent_ += bytes;
  observer_.on_sent(bytes);
}

void NetContext::report_certificate(std::int64_t expiry) {
  certificate_expiry_ = std::min(certificate_expiry_.value_or(expiry), expiry);
}

Time NetContext::silence_deadline(Nanos timeout) const {
  return engine::from_now(timeout == Nanos::zero() ? options_.time_outs.idle : timeout);
}

}  // namespace core::net
