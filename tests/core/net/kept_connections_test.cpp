#include "core/net/kept_connections.hpp"

#include <gtest/gtest.h>

#include "core/net/http_connection.hpp"

namespace core::net {
namespace {

using namespace std::chrono_literals;

const Peer here{"here", 80};
const Peer there{"there", 80};

std::unique_ptr<HttpConnection> connection_to(const Peer& peer) {
  return std::make_unique<HttpConnection>(peer, nullptr);
}

class KeptConnectionsTest : public testing::Test {
 protected:
  // The address of the connection, which stands for it.
  const HttpConnection* put(const Peer& peer) {
    auto connection = connection_to(peer);
    const HttpConnection* address = connection.get();
    kept_.put(std::move(connection), now_);
    return address;
  }

  KeptConnections kept_;
  Time now_{1h};
};

TEST_F(KeptConnectionsTest, has_none_at_first) { EXPECT_EQ(kept_.take(here, now_), nullptr); }

TEST_F(KeptConnectionsTest, hands_out_a_connection_once) {
  put(here);
  EXPECT_NE(kept_.take(here, now_), nullptr);
  EXPECT_EQ(kept_.take(here, now_), nullptr);
}

TEST_F(KeptConnectionsTest, hands_out_those_to_the_peer_alone) {
  put(here);
  const auto* wanted = put(there);
  put(here);
  EXPECT_EQ(kept_.take(there, now_).get(), wanted);
  EXPECT_EQ(kept_.take(there, now_), nullptr);
}

TEST_F(KeptConnectionsTest, hands_out_the_one_used_last) {
  put(here);
  const auto* last = put(here);
  EXPECT_EQ(kept_.take(here, now_).get(), last);
}

TEST_F(KeptConnectionsTest, keeps_one_for_as_long_as_it_may_wait) {
  put(here);
  now_ += KeptConnections::longest_idle;
  EXPECT_NE(kept_.take(here, now_), nullptr);
}

TEST_F(KeptConnectionsTest, closes_one_that_has_waited_for_longer) {
  put(here);
  now_ += KeptConnections::longest_idle + 1ns;
  EXPECT_EQ(kept_.take(here, now_), nullptr);
}

TEST_F(KeptConnectionsTest, closes_what_a_rush_has_left_while_another_is_in_use) {
  put(here);
  put(here);
  for (int i = 0; i < 4; ++i) {
    now_ += KeptConnections::longest_idle / 3;
    kept_.put(kept_.take(here, now_), now_);
  }
  EXPECT_NE(kept_.take(here, now_), nullptr);
  EXPECT_EQ(kept_.take(here, now_), nullptr);
}

TEST_F(KeptConnectionsTest, closes_the_oldest_beyond_the_limit) {
  put(there);
  for (std::size_t i = 0; i < KeptConnections::most; ++i) put(here);
  EXPECT_EQ(kept_.take(there, now_), nullptr);
}

}  // namespace
}  // namespace core::net
