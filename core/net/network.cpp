#include "core/net/network.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/engine/blocking_pool.hpp"
#include "core/engine/loop_pool.hpp"
#include "core/net/arrival_clock.hpp"
#include "core/net/datagram_batch.hpp"
#include "core/net/dns.hpp"
#include "core/net/receive_buffer.hpp"
#include "core/net/tls_contexts.hpp"

namespace core::net {
namespace {

constexpr std::size_t max_file_threads = 4;

}  // namespace

Net::Net(engine::Loop& loop, engine::BlockingPool& blocking, engine::BlockingPool& files,
         std::shared_ptr<TlsContexts> tls, const NetworkOptions& options)
    : loop_(loop),
      blocking_(blocking),
      files_(files),
      tls_(std::move(tls)),
      quantum_(options.quantum),
      dns_(std::make_unique<Dns>(loop, options.dns_servers)),
      buffers_(std::make_unique<ReceiveBuffers>()),
      arrivals_(std::make_unique<ArrivalClock>()) {}

Net::~Net() = default;

DatagramBatch& Net::datagrams() {
  if (!datagrams_) datagrams_ = std::make_unique<DatagramBatch>();
  return *datagrams_;
}

Network::Network(engine::LoopPool& loops, engine::BlockingPool& blocking,
                 const NetworkOptions& options)
    : files_(std::make_unique<engine::BlockingPool>(max_file_threads)),
      tls_(std::make_shared<TlsContexts>()) {
  for (std::size_t i = 0; i < loops.size(); ++i)
    nets_.push_back(std::make_unique<Net>(loops[i], blocking, *files_, tls_, options));
}

Network::~Network() = default;

void Network::forget_certificates() { tls_->clear(); }

Net& Network::on(const engine::Loop& loop) const {
  const auto found = std::find_if(nets_.begin(), nets_.end(),
                                  [&](const auto& net) { return &net->loop() == &loop; });
  assert(found != nets_.end());
  return **found;
}

}  // namespace core::net
