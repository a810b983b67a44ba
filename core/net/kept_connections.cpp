#include "core/net/kept_connections.hpp"

#include <algorithm>
#include <utility>

#include "core/net/http_connection.hpp"

namespace core::net {

KeptConnections::KeptConnections() = default;
KeptConnections::~KeptConnections() = default;

void KeptConnections::put(std::unique_ptr<HttpConnection> connection, engine::Time now) {
  close_old(now);
  if (kept_.size() >= most) kept_.erase(kept_.begin());
  kept_.push_back({std::move(connection), now});
}

std::unique_ptr<HttpConnection> KeptConnections::take(const Peer& peer, engine::Time now) {
  close_old(now);
  const auto found = std::find_if(kept_.rbegin(), kept_.rend(), [&](const Kept& kept) {
    return kept.connection->peer() == peer;
  });
  if (found == kept_.rend()) return nullptr;
  auto connection = std::move(found->connection);
  kept_.erase(std::prev(found.base()));
  return connection;
}

void KeptConnections::close_old(engine::Time now) {
  const auto young = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
    return now - kept.since <= longest_idle;
  });
  kept_.erase(kept_.begin(), young);
}

}  // namespace core::net
