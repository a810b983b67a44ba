#include "core/net/udp_socket.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/task.hpp"
#include "core/net/fd.hpp"
#include "tests/core/engine/own_time.hpp"
#include "tests/core/net/net_fixture.hpp"

namespace core::net {
namespace {

using engine::Clock;

// A socket of the test's own on an address of the loopback.
class Sender {
 public:
  explicit Sender(const char* address = "127.0.0.1")
      : fd_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in own = at(address, 0);
    EXPECT_EQ(::bind(fd_.get(), reinterpret_cast<sockaddr*>(&own), sizeof own), 0);
  }

  void send(std::uint16_t port, std::string_view text, const char* address = "127.0.0.1") const {
    const sockaddr_in to = at(address, port);
    EXPECT_EQ(::sendto(fd_.get(), text.data(), text.size(), 0,
                       reinterpret_cast<const sockaddr*>(&to), sizeof to),
              static_cast<ssize_t>(text.size()));
  }

  std::uint16_t port() const {
    sockaddr_in own{};
    socklen_t size = sizeof own;
    ::getsockname(fd_.get(), reinterpret_cast<sockaddr*>(&own), &size);
    return ntohs(own.sin_port);
  }

  std::string received() const {
    std::array<char, 2048> buffer{};
    const ssize_t size = ::recv(fd_.get(), buffer.data(), buffer.size(), 0);
    return {buffer.data(), size < 0 ? 0 : static_cast<std::size_t>(size)};
  }

  void send_groups_over_loopback() const {
    const in_addr loopback{htonl(INADDR_LOOPBACK)};
    ::setsockopt(fd_.get(), IPPROTO_IP, IP_MULTICAST_IF, &loopback, sizeof loopback);
  }

 private:
  static sockaddr_in at(const char* address, std::uint16_t port) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    ::inet_pton(AF_INET, address, &to.sin_addr);
    return to;
  }

  Fd fd_;
};

std::string text_of(const Datagram& datagram) {
  return {reinterpret_cast<const char*>(datagram.data.data()), datagram.data.size()};
}

// Sockets of a test and what they receive.
class Receiving {
 public:
  explicit Receiving(NetContext& context, UdpRequest request = {.peer = "127.0.0.1"},
                     std::size_t count = 1)
      : context_(context), sockets_(UdpSocket::open(context, request, count)) {
    for (const auto& socket : sockets_) all_.push_back(socket.get());
  }

  UdpSocket& operator[](std::size_t index) const { return *sockets_.at(index); }

  std::vector<Datagram> next(Nanos timeout = seconds(60), std::size_t capacity = 64) {
    room_.resize(capacity);
    const std::size_t count = UdpSocket::receive(context_, all_, timeout, room_);
    return {room_.begin(), room_.begin() + static_cast<std::ptrdiff_t>(count)};
  }

  // Texts, until there are `count` of them.
  std::vector<std::string> texts(std::size_t count) {
    std::vector<std::string> texts;
    while (texts.size() < count)
      for (const Datagram& datagram : next()) texts.push_back(text_of(datagram));
    return texts;
  }

 private:
  NetContext& context_;
  std::vector<std::unique_ptr<UdpSocket>> sockets_;
  std::vector<UdpSocket*> all_;
  std::vector<Datagram> room_;
};

class UdpTest : public OnNetwork {};

TEST_F(UdpTest, receives_what_the_peer_sends) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    const Sender sender;
    sender.send(receiving[0].local_port(), "one");
    const auto datagrams = receiving.next();
    ASSERT_EQ(datagrams.size(), 1U);
    EXPECT_EQ(text_of(datagrams[0]), "one");
    EXPECT_EQ(datagrams[0].from_port, sender.port());
  });
}

TEST_F(UdpTest, takes_many_datagrams_at_once_in_their_order) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    const Sender sender;
    for (int i = 0; i < 20; ++i) sender.send(receiving[0].local_port(), std::to_string(i));
    const auto datagrams = receiving.next();
    ASSERT_EQ(datagrams.size(), 20U);
    for (int i = 0; i < 20; ++i)
      EXPECT_EQ(text_of(datagrams[static_cast<std::size_t>(i)]), std::to_string(i));
  });
}

TEST_F(UdpTest, leaves_what_has_no_room_for_the_next_call) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    const Sender sender;
    for (const char* text : {"a", "b", "c"}) sender.send(receiving[0].local_port(), text);
    EXPECT_EQ(receiving.next(seconds(60), 2).size(), 2U);
    EXPECT_EQ(receiving.next(seconds(60), 2).size(), 1U);
  });
}

TEST_F(UdpTest, gives_the_kernels_time_of_arrival) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    const Sender sender;
    // The kernel begins to stamp what arrives only a while after the system's first socket asks for
    // it; until then its time is that of reading.
    bool is_early = false;
    for (int attempt = 0; attempt < 20 && !is_early; ++attempt) {
      sender.send(receiving[0].local_port(), "early");
      const Time sent = Clock::now();
      engine::sleep_for(milliseconds(200));
      is_early = receiving.next().at(0).arrival < sent + milliseconds(100);
    }
    EXPECT_TRUE(is_early);
  });
}

TEST_F(UdpTest, a_pair_has_an_even_port_and_the_odd_one_behind_it) {
  run_net([&](NetContext& context) {
    const Receiving receiving(context, {.peer = "127.0.0.1"}, 2);
    EXPECT_EQ(receiving[0].local_port() % 2, 0);
    EXPECT_EQ(receiving[1].local_port(), receiving[0].local_port() + 1);
  });
}

TEST_F(UdpTest, tells_the_sockets_of_a_pair_apart_and_keeps_the_order_of_arrival) {
  run_net([&](NetContext& context) {
    Receiving receiving(context, {.peer = "127.0.0.1"}, 2);
    const Sender sender;
    // Linux begins to note times of arrival a while after the first socket has asked for them.
    std::vector<Datagram> datagrams;
    for (int attempt = 0; attempt < 50; ++attempt) {
      sender.send(receiving[1].local_port(), "control");
      sender.send(receiving[0].local_port(), "media");
      engine::sleep_for(milliseconds(20));
      datagrams = receiving.next();
      ASSERT_EQ(datagrams.size(), 2U);
      if (datagrams[0].socket == 1U) break;
    }
    EXPECT_EQ(text_of(datagrams[0]), "control");
    EXPECT_EQ(datagrams[0].socket, 1U);
    EXPECT_EQ(datagrams[1].socket, 0U);
  });
}

TEST_F(UdpTest, finds_a_pair_in_a_range_of_ports) {
  run_net([&](NetContext& context) {
    const Receiving any(context, {.peer = "127.0.0.1"}, 2);
    const auto taken = any[0].local_port();
    const Receiving in_range(
        context,
        {.peer = "127.0.0.1",
         .first_port = taken,
         .last_port = static_cast<std::uint16_t>(std::min(taken + 401, 65535))},
        2);
    EXPECT_GT(in_range[0].local_port(), taken);
    EXPECT_EQ(in_range[0].local_port() % 2, 0);
  });
}

TEST_F(UdpTest, says_when_a_range_has_no_free_port) {
  run_net([&](NetContext& context) {
    const Receiving any(context, {.peer = "127.0.0.1"}, 2);
    const auto taken = any[0].local_port();
    try {
      UdpSocket::open(context, {.peer = "127.0.0.1", .first_port = taken}, 2);
      ADD_FAILURE() << "opened";
    } catch (const vex::Error& error) {
      EXPECT_EQ(error.status(), VEX_E_INVALID);
      EXPECT_THAT(error.what(), testing::HasSubstr("is free"));
    }
  });
}

TEST_F(UdpTest, drops_what_comes_from_others) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    Sender("127.0.0.2").send(receiving[0].local_port(), "stranger");
    const Sender sender;
    sender.send(receiving[0].local_port(), "peer");
    EXPECT_THAT(receiving.texts(1), testing::ElementsAre("peer"));
  });
}

TEST_F(UdpTest, counts_the_bytes_of_the_peer) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    Sender("127.0.0.2").send(receiving[0].local_port(), "stranger");
    const Sender sender;
    sender.send(receiving[0].local_port(), "12345");
    receiving.texts(1);
    EXPECT_EQ(context.received(), 5U);
  });
}

TEST_F(UdpTest, sends_to_the_peer) {
  run_net([&](NetContext& context) {
    const Receiving receiving(context);
    const Sender peer;
    receiving[0].send(peer.port(), std::as_bytes(std::span("punch", 5)));
    EXPECT_EQ(peer.received(), "punch");
  });
}

TEST_F(UdpTest, times_out_when_nothing_comes) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    EXPECT_EQ(engine::status_of([&] { receiving.next(milliseconds(50)); }), VEX_E_TIMEOUT);
  });
}

TEST_F(UdpTest, notices_the_peers_silence_while_strangers_send) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    engine::TaskGroup tasks;
    engine::Task& strangers = tasks.spawn([&] {
      const Sender stranger("127.0.0.2");
      for (;;) {
        stranger.send(receiving[0].local_port(), "noise");
        engine::sleep_for(milliseconds(5));
      }
    });
    EXPECT_EQ(engine::status_of([&] { receiving.next(milliseconds(100)); }), VEX_E_TIMEOUT);
    strangers.cancel();
    EXPECT_EQ(engine::status_of([&] { strangers.join(); }), VEX_E_CANCELLED);
  });
}

TEST_F(UdpTest, goes_on_receiving_by_the_quantum_after_the_first_second) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    const Sender sender;
    EXPECT_EQ(engine::status_of([&] { receiving.next(milliseconds(1100)); }), VEX_E_TIMEOUT);
    sender.send(receiving[0].local_port(), "late");
    EXPECT_THAT(receiving.texts(1), testing::ElementsAre("late"));
  });
}

TEST_F(UdpTest, counts_what_the_kernel_dropped_because_nobody_read) {
  run_net([&](NetContext& context) {
    Receiving receiving(context);
    const Sender sender;
    const std::string large(8000, 'x');
    for (int i = 0; i < 5000; ++i) sender.send(receiving[0].local_port(), large);
    std::size_t received = 0;
    EXPECT_EQ(engine::status_of([&] {
                for (;;) received += receiving.next(milliseconds(300)).size();
              }),
              VEX_E_TIMEOUT);
    sender.send(receiving[0].local_port(), "last");  // brings the count along
    received += receiving.texts(1).size();
    EXPECT_EQ(received + receiving[0].overflowed(), 5001U);
  });
}

TEST_F(UdpTest, returns_at_once_when_cancelled) {
  run_net([&](NetContext& context) {
    engine::TaskGroup tasks;
    engine::Task& task = tasks.spawn([&] { Receiving(context).next(seconds(60)); });
    engine::sleep_for(milliseconds(30));
    const engine::OwnTime time;
    task.cancel();
    EXPECT_EQ(engine::status_of([&] { task.join(); }), VEX_E_CANCELLED);
    EXPECT_LT(time.elapsed(), milliseconds(100));
  });
}

TEST_F(UdpTest, joins_a_multicast_group_on_an_interface) {
  run_net([&](NetContext& context) {
    const std::uint16_t port = Sender().port();
    Receiving receiving(context,
                        {.peer = "239.255.77.1", .interface_name = "lo", .first_port = port});
    const Sender sender;
    sender.send_groups_over_loopback();
    sender.send(port, "to the group", "239.255.77.1");
    EXPECT_THAT(receiving.texts(1), testing::ElementsAre("to the group"));
  });
}

TEST_F(UdpTest, takes_of_a_group_what_comes_from_the_source_alone) {
  run_net([&](NetContext& context) {
    const std::uint16_t port = Sender().port();
    Receiving receiving(
        context,
        {.peer = "232.1.77.1", .source = "127.0.0.1", .interface_name = "lo", .first_port = port});
    const Sender other("127.0.0.2");
    other.send_groups_over_loopback();
    other.send(port, "from another", "232.1.77.1");
    const Sender sender;
    sender.send_groups_over_loopback();
    sender.send(port, "from the source", "232.1.77.1");
    EXPECT_THAT(receiving.texts(1), testing::ElementsAre("from the source"));
  });
}

TEST_F(UdpTest, refuses_an_interface_that_is_not_there) {
  run_net([&](NetContext& context) {
    const UdpRequest request{.peer = "239.255.77.1", .interface_name = "none0", .first_port = 5004};
    EXPECT_EQ(engine::status_of([&] { UdpSocket::open(context, request, 1); }), VEX_E_INVALID);
  });
}

}  // namespace
}  // namespace core::net
