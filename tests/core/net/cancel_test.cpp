// A run that is cancelled comes back at once, whatever it waits for.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/blocking_pool.hpp"
#include "core/engine/task.hpp"
#include "core/net/connect.hpp"
#include "core/net/http.hpp"
#include "tests/core/engine/own_time.hpp"
#include "tests/core/net/dns_server.hpp"
#include "tests/core/net/net_fixture.hpp"
#include "tests/core/net/peer.hpp"

namespace core::net {
namespace {

class CancelTest : public OnNetwork {
 protected:
  // Cancels `body` a while after it began to wait, and once it `is_ready`, and expects it back
  // within 100 ms.
  void expect_return(
      std::function<void(NetContext&)> body, Nanos after = std::chrono::milliseconds(30),
      const std::function<bool()>& is_ready = [] { return true; }) {
    run_net([&](NetContext& context) {
      engine::TaskGroup tasks;
      engine::Task& task = tasks.spawn([&] { body(context); });
      do {
        engine::sleep_for(after);
      } while (!is_ready());
      EXPECT_FALSE(task.is_over());
      const engine::OwnTime time;
      task.cancel();
      EXPECT_EQ(engine::status_of([&] { task.join(); }), VEX_E_CANCELLED);
      EXPECT_LT(time.elapsed(), milliseconds(100));
    });
  }

  static Peer at(std::uint16_t port, Security security = Security::plain) {
    return {"127.0.0.1", port, security};
  }

  PeerServer silent{[](RemotePeer& peer) { peer.await_end(); }};
};

TEST_F(CancelTest, while_resolving) {
  DnsServer server([](const std::string&) {
    return DnsServer::Answer{DnsServer::Answer::Kind::silence, {}, 0};
  });
  network_options.dns_servers = {server.address()};
  expect_return([](NetContext& context) { connect(context, {"slow.test", 80}, {}); });
}

TEST_F(CancelTest, while_connecting) {
  std::uint16_t port = 0;
  const Fd listener = bind_loopback(SOCK_STREAM, port);
  ASSERT_EQ(::listen(listener.get(), 0), 0);  // with a full queue it answers no SYN
  expect_return([port](NetContext& context) {
    std::vector<std::unique_ptr<ByteStream>> in_queue;
    for (int i = 0; i < 8; ++i) in_queue.push_back(connect(context, at(port), {}));
  });
}

TEST_F(CancelTest, while_shaking_hands) {
  options.tls.insecure = true;
  expect_return(
      [this](NetContext& context) { connect(context, at(silent.port(), Security::tls), {}); });
}

TEST_F(CancelTest, while_reading_as_bytes_come) {
  expect_return([this](NetContext& context) { connect(context, at(silent.port()), {})->read({}); });
}

TEST_F(CancelTest, while_reading_by_the_quantum) {
  network_options.quantum = seconds(5);
  expect_return([this](NetContext& context) { connect(context, at(silent.port()), {})->read({}); },
                milliseconds(1300));
}

TEST_F(CancelTest, while_writing) {
  std::promise<void> over;
  PeerServer server([&](RemotePeer&) { over.get_future().wait(); });
  expect_return([&](NetContext& context) {
    const std::string much(30'000'000, 'x');
    connect(context, at(server.port()), {})->write(as_bytes(much), {});
  });
  over.set_value();
}

TEST_F(CancelTest, lets_a_goodbye_leave_that_the_network_takes_at_once) {
  std::promise<std::string> received;
  PeerServer server([&](RemotePeer& peer) { received.set_value(peer.receive_all()); });
  bool is_connected = false;
  expect_return(
      [&](NetContext& context) {
        const auto stream = connect(context, at(server.port()), {});
        is_connected = true;
        EXPECT_EQ(engine::status_of([&] { stream->read({}); }), VEX_E_CANCELLED);
        stream->write(as_bytes("goodbye"), {});
      },
      milliseconds(30), [&] { return is_connected; });
  EXPECT_EQ(received.get_future().get(), "goodbye");
}

TEST_F(CancelTest, while_waiting_for_the_head_of_a_response) {
  expect_return([this](NetContext& context) {
    const Url url = parse_url(silent.url("/"));
    HttpRequest request;
    request.url = url;
    HttpClient(context, url).send(request);
  });
}

TEST_F(CancelTest, while_sleeping) {
  expect_return([](NetContext&) { engine::sleep_for(seconds(60)); });
}

TEST_F(CancelTest, while_blocking_work_goes_on) {
  auto go = std::make_shared<std::promise<void>>();
  expect_return([go](NetContext& context) {
    context.net().blocking().run([go] { go->get_future().get(); });
  });
  go->set_value();
}

TEST_F(CancelTest, while_much_is_read_without_a_pause) {
  PeerServer server([](RemotePeer& peer) {
    const std::string much(10'000'000, 'x');
    for (int i = 0; i < 1000; ++i) peer.send(much);
  });
  expect_return([&](NetContext& context) {
    const auto stream = connect(context, at(server.port()), {});
    while (!stream->read({}).empty()) {
    }
  });
}

}  // namespace
}  // namespace core::net
