#include <gtest/gtest.h>
#include <sys/socket.h>

#include <future>
#include <string>

#include "core/net/connect.hpp"
#include "tests/core/net/net_fixture.hpp"
#include "tests/core/net/peer.hpp"

namespace core::net {
namespace {

using engine::Clock;

class TcpTest : public OnNetwork {
 protected:
  static Peer at(const PeerServer& server) { return {"127.0.0.1", server.port(), Security::plain}; }
};

TEST_F(TcpTest, hands_out_what_the_peer_sends_until_its_end) {
  PeerServer server([](RemotePeer& peer) { peer.send("hello"); });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    EXPECT_EQ(read_all(*stream), "hello");
    EXPECT_TRUE(stream->read({}).empty());
  });
}

TEST_F(TcpTest, writes_everything) {
  const std::string much(3'000'000, 'x');
  std::promise<std::string> received;
  PeerServer server([&](RemotePeer& peer) { received.set_value(peer.receive_all()); });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    stream->write(as_bytes(much), {});
    EXPECT_EQ(context.sent(), much.size());
  });
  EXPECT_EQ(received.get_future().get(), much);
}

TEST_F(TcpTest, hands_out_at_most_the_limit_and_keeps_the_rest) {
  PeerServer server([](RemotePeer& peer) { peer.send("abcdef"); });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    EXPECT_EQ(as_text(stream->read_some(2, {})), "ab");
    EXPECT_EQ(read_all(*stream), "cdef");
  });
}

TEST_F(TcpTest, hands_out_again_what_was_given_back) {
  PeerServer server([](RemotePeer& peer) { peer.send("abcdef"); });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    ASSERT_EQ(as_text(stream->read({})), "abcdef");
    stream->unread(4);
    EXPECT_EQ(read_all(*stream), "cdef");
  });
}

TEST_F(TcpTest, keeps_what_is_unread_while_another_stream_receives) {
  PeerServer first([](RemotePeer& peer) { peer.send("first"); });
  PeerServer second([](RemotePeer& peer) { peer.send("SECOND"); });
  run_net([&](NetContext& context) {
    const auto one = connect(context, at(first), {});
    const auto other = connect(context, at(second), {});
    EXPECT_EQ(as_text(one->read_some(1, {})), "f");
    EXPECT_EQ(read_all(*other), "SECOND");
    EXPECT_EQ(read_all(*one), "irst");
  });
}

TEST_F(TcpTest, reads_by_the_quantum_after_the_first_second) {
  std::promise<void> enough;
  PeerServer server([&](RemotePeer& peer) {
    auto over = enough.get_future();
    while (over.wait_for(milliseconds(10)) == std::future_status::timeout) peer.send("x");
  });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    const Time coalesced = engine::from_now(milliseconds(1100));
    while (Clock::now() < coalesced) stream->read({});
    int reads = 0;
    for (const Time end = engine::from_now(milliseconds(500)); Clock::now() < end; ++reads)
      stream->read({});
    EXPECT_LE(reads, 6);
    enough.set_value();
  });
}

TEST_F(TcpTest, reads_a_reply_as_it_comes_after_the_first_second_too) {
  PeerServer server([](RemotePeer& peer) {
    while (!peer.receive_until("?").empty()) peer.send("x");
  });
  network_options.quantum = std::chrono::hours(1);
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    EXPECT_EQ(reason_of([&] { stream->read(milliseconds(1100)); }), vex::Reason::timeout);
    stream->write(as_bytes("?"), {});
    stream->expect_reply();
    EXPECT_EQ(as_text(stream->read(seconds(60))), "x");
  });
}

TEST_F(TcpTest, reads_much_data_at_once_also_by_the_quantum) {
  const std::size_t size = 20'000'000;
  std::promise<void> is_coalesced;
  PeerServer server([&](RemotePeer& peer) {
    peer.send("x");
    is_coalesced.get_future().get();
    peer.send(std::string(size, 'y'));
  });
  network_options.quantum = milliseconds(200);
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    EXPECT_EQ(stream->read({}).size(), 1u);
    EXPECT_EQ(reason_of([&] { stream->read(milliseconds(1200)); }), vex::Reason::timeout);
    is_coalesced.set_value();
    const Time begin = Clock::now();
    EXPECT_EQ(read_all(*stream).size(), size);
    EXPECT_LT(Clock::now() - begin, seconds(8));  // 80 reads of 256 KB would take 16 s
  });
}

// The kernel begins to stamp packets some time after the first socket has asked for it, so the
// first bytes may bear the time of their reading.
TEST_F(TcpTest, says_when_the_bytes_arrived) {
  PeerServer server([](RemotePeer& peer) {
    while (!peer.receive_until("?").empty()) peer.send("x");
  });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    Nanos age{};
    for (int i = 0; i < 20 && age < milliseconds(40); ++i) {
      const Time asked = Clock::now();
      stream->write(as_bytes("?"), {});
      engine::sleep_for(milliseconds(50));
      stream->read({});
      EXPECT_GE(stream->arrival(), asked - milliseconds(5));
      age = Clock::now() - stream->arrival();
    }
    EXPECT_GE(age, milliseconds(40));
  });
}

TEST_F(TcpTest, tells_phases_bytes_and_round_trip) {
  PeerServer server([](RemotePeer& peer) { peer.send("hello"); });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    read_all(*stream);
    EXPECT_EQ(context.received(), 5u);
    EXPECT_TRUE(context.transport().round_trip.has_value());
  });
  EXPECT_EQ(recorder.phases, (std::vector{Phase::resolve, Phase::connect, Phase::first_byte}));
}

TEST_F(TcpTest, keeps_the_round_trip_of_a_closed_connection) {
  PeerServer server([](RemotePeer& peer) { peer.await_end(); });
  run_net([&](NetContext& context) {
    connect(context, at(server), {})->close();
    EXPECT_TRUE(context.transport().round_trip.has_value());
  });
}

TEST_F(TcpTest, silence_is_a_timeout) {
  PeerServer server([](RemotePeer& peer) { peer.await_end(); });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    try {
      stream->read(milliseconds(250));
      ADD_FAILURE() << "read something";
    } catch (const vex::Error& error) {
      EXPECT_EQ(error.reason(), vex::Reason::timeout);
      EXPECT_STREQ(error.what(), "nothing received for 250 ms");
    }
  });
}

TEST_F(TcpTest, a_peer_that_takes_nothing_is_a_timeout) {
  std::promise<void> over;
  auto is_over = over.get_future().share();
  PeerServer server([&](RemotePeer&) { is_over.wait(); });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    const std::string much(30'000'000, 'x');
    EXPECT_EQ(reason_of([&] { stream->write(as_bytes(much), milliseconds(100)); }),
              vex::Reason::timeout);
  });
  over.set_value();
}

TEST_F(TcpTest, a_reset_is_an_early_end) {
  PeerServer server([](RemotePeer& peer) {
    peer.receive_until("x");
    peer.reset();
  });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, at(server), {});
    stream->write(as_bytes("x"), {});
    EXPECT_EQ(reason_of([&] { read_all(*stream); }), vex::Reason::closed);
  });
}

TEST_F(TcpTest, a_refused_connection_has_the_reason_connect) {
  std::uint16_t port = 0;
  const Fd bound = bind_loopback(SOCK_STREAM, port);  // and nobody listens on it
  run_net([&](NetContext& context) {
    try {
      connect(context, {"127.0.0.1", port, Security::plain}, {});
      ADD_FAILURE() << "connected";
    } catch (const vex::Error& error) {
      EXPECT_EQ(error.reason(), vex::Reason::connect);
      EXPECT_EQ(error.what(), "127.0.0.1:" + std::to_string(port) + ": Connection refused");
    }
  });
}

TEST_F(TcpTest, tries_the_next_address_when_one_refuses) {
  PeerServer server([](RemotePeer& peer) { peer.send("v4"); });
  run_net([&](NetContext& context) {
    const auto stream = connect(context, {"localhost", server.port(), Security::plain}, {});
    EXPECT_EQ(read_all(*stream), "v4");
  });
}

// A listener whose queue is full answers no SYN.
TEST_F(TcpTest, no_answer_has_the_reason_connect_timeout) {
  std::uint16_t port = 0;
  const Fd listener = bind_loopback(SOCK_STREAM, port);
  ASSERT_EQ(::listen(listener.get(), 0), 0);
  options.time_outs.connect = milliseconds(200);
  run_net([&](NetContext& context) {
    const Peer peer{"127.0.0.1", port, Security::plain};
    std::vector<std::unique_ptr<ByteStream>> in_queue;
    vex::Reason reason = vex::Reason::none;
    for (int i = 0; i < 8 && reason == vex::Reason::none; ++i)
      reason = reason_of([&] { in_queue.push_back(connect(context, peer, {})); });
    EXPECT_EQ(reason, vex::Reason::connect_timeout);
  });
}

}  // namespace
}  // namespace core::net
