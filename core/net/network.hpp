#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/clock.hpp"

namespace core::engine {
class BlockingPool;
class Loop;
class LoopPool;
}  // namespace core::engine

namespace core::net {

class ArrivalClock;
class DatagramBatch;
class Dns;
struct ReceiveBuffers;
class TlsContexts;

struct NetworkOptions {
  engine::Nanos quantum = std::chrono::milliseconds(100);  // between two reads of a stream
  std::vector<std::string> dns_servers;  // "192.0.2.1", "[2001:db8::1]:5353"; empty: the system's
};

// The network as seen by the streams of one loop. [strand]
class Net {
 public:
  Net(engine::Loop& loop, engine::BlockingPool& blocking, engine::BlockingPool& files,
      std::shared_ptr<TlsContexts> tls, const NetworkOptions& options);
  ~Net();

  engine::Loop& loop() const { return loop_; }
  engine::BlockingPool& blocking() const { return blocking_; }  // for probes that block for long
  engine::BlockingPool& files() const { return files_; }        // for short work
  // Shared with work in the blocking pool whose fiber has gone.
  const std::shared_ptr<TlsContexts>& tls() const { return tls_; }
  Dns& dns() const { return *dns_; }
  ReceiveBuffers& buffers() const { return *buffers_; }
  DatagramBatch& datagrams();  // created on first use
  ArrivalClock& arrivals() const { return *arrivals_; }
  engine::Nanos quantum() const { return quantum_; }

 private:
  engine::Loop& loop_;
  engine::BlockingPool& blocking_;
  engine::BlockingPool& files_;
  std::shared_ptr<TlsContexts> tls_;
  engine::Nanos quantum_;
  std::unique_ptr<Dns> dns_;
  std::unique_ptr<ReceiveBuffers> buffers_;
  std::unique_ptr<ArrivalClock> arrivals_;
  std::unique_ptr<DatagramBatch> datagrams_;
};

// All of the network: one Net per loop, and what they share. Destroy it after the loops have
// stopped and before the loops are destroyed.
class Network {
 public:
  Network(engine::LoopPool& loops, engine::BlockingPool& blocking, const NetworkOptions& options);
  ~Network();

  Net& on(const engine::Loop& loop) const;  // [thread-safe]

  // Later connections read the certificate files again. [thread-safe]
  void forget_certificates();

 private:
  // Separate from the probes' pool, whose threads may all be busy for as long as probes like.
  std::unique_ptr<engine::BlockingPool> files_;
  std::shared_ptr<TlsContexts> tls_;
  std::vector<std::unique_ptr<Net>> nets_;
};

}  // namespace core::net
