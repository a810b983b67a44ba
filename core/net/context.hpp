#pragma once

#include <cstdint>
#include <optional>

#include "core/engine/clock.hpp"
#include "core/engine/links.hpp"
#include "core/net/address.hpp"
#include "core/net/options.hpp"

namespace core::net {

class Net;

using engine::Time;

enum class Phase { resolve = 1, connect, tls, request, first_byte };

// Receives what happens on a run's connections as it happens. No function may suspend. [strand]
class RunObserver {
 public:
  virtual void on_phase(Phase, Time /*begin*/, Time /*end*/) {}
  // Bytes on the wire, per read.
  virtual void on_received(std::size_t /*bytes*/, Time /*arrival*/) {}
  virtual void on_sent(std::size_t /*bytes*/) {}

 protected:
  ~RunObserver() = default;
};

// Transport-level figures of the run, as far as they are known.
struct TransportInfo {
  std::optional<Nanos> round_trip;  // smoothed, of the connection opened last
  std::uint64_t retransmits = 0;    // retransmitted segments, over all connections of the run
  std::optional<std::int64_t> certificate_expiry;  // seconds since 1970, the earliest in the chains
};

// An open connection of a run.
class Connection : public engine::Link {
 public:
  virtual TransportInfo transport() const = 0;

 protected:
  ~Connection() = default;
};

// One run's use of the network. Cancellation and deadline come from the fiber's
// engine::CancelScope. Outlives the streams opened with it. [strand]
class NetContext {
 public:
  NetContext(Net& net, const NetOptions& options, RunObserver& observer);
  NetContext(const NetContext&) = delete;
  NetContext& operator=(const NetContext&) = delete;

  Net& net() const { return net_; }
  const NetOptions& options() const { return options_; }
  RunObserver& observer() const { return observer_; }

  // Asks the kernel about open connections and adds the totals of closed ones.
  TransportInfo transport() const;

  std::uint64_t received() const { return received_; }
  std::uint64_t sent() const { return sent_; }

  // The address that this run most recently connected to.
  const std::optional<Address>& connected() const { return connected_; }

  // Called by streams.
  void report_connected(const Address& address) { connected_ = address; }
  void add(Connection& connection);
  void remove(Connection& connection);
  void count_received(std::size_t bytes, Time arrival);
  void count_sent(std::size_t bytes);
  void report_certificate(std::int64_t expiry);

  // When silence that begins now has lasted too long; 0 means the configured idle time-out.
  Time silence_deadline(Nanos timeout) const;

 private:
  Net& net_;
  const NetOptions& options_;
  RunObserver& observer_;
  engine::LinkedList<Connection> connections_;
  std::uint64_t received_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t closed_retransmits_ = 0;
  std::optional<Nanos> round_trip_;
  std::optional<Address> connected_;
  std::optional<std::int64_t> certificate_expiry_;
};

}  // namespace core::net
