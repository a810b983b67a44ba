// vex.udp/1 as a probe meets it: through the C interface, inside a run.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>
#include <vex/vex.hpp>

#include "core/config/config.hpp"
#include "core/engine/task.hpp"
#include "core/host/probe_host.hpp"
#include "core/net/fd.hpp"
#include "tests/core/engine/own_time.hpp"
#include "tests/core/net/net_fixture.hpp"
#include "tests/core/pipeline/fake_surroundings.hpp"

namespace core::host {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Does what the test says where a probe would watch its stream.
class UdpProbe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"udp-test", "1.0.0", "Runs a test's own code"};
  static constexpr auto services = vex::words(VEX_UDP);
  static constexpr auto schemes = vex::words("udp");

  explicit UdpProbe(const vex::Setup& setup) : Probe(setup) {}

  void run(const vex::Run& /*run*/) override { body(host()); }

  static inline std::function<void(const vex_host&)> body;
};

void send_to(std::uint32_t port, std::string_view text) {
  const net::Fd fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::sendto(fd.get(), text.data(), text.size(), 0, reinterpret_cast<const sockaddr*>(&to),
                     sizeof to),
            static_cast<ssize_t>(text.size()));
}

std::vector<vex_udp_socket*> all_of(const std::vector<vex::UdpSocket>& sockets) {
  std::vector<vex_udp_socket*> all;
  for (const vex::UdpSocket& socket : sockets) all.push_back(socket.abi());
  return all;
}

class UdpServiceTest : public net::OnNetwork {
 protected:
  // One run of a probe that does what `body` says, on the present fiber.
  pipeline::Outcome run_probe(engine::CancelScope& scope,
                              std::function<void(const vex_host&)> body) {
    UdpProbe::body = std::move(body);
    pipeline::SnapshotSlot slot;
    const auto target = std::make_shared<const pipeline::Target>(pipeline::TargetTexts{
        "cup", "a", "cup_origin_a", "udp://127.0.0.1:5000", "udp", "127.0.0.1", 5000, {}});
    pipeline::Stream stream(target, std::make_shared<config::Watch>(), around_, slot);
    ProbeHost host({"udp://127.0.0.1:5000",
                    std::make_shared<plugin::Settings>(vex::detail::descriptor<UdpProbe>),
                    std::make_shared<net::NetOptions>()},
                   stream, around_, net());
    return host.run(scope, [this](const pipeline::TransportFigures& figures) { last_ = figures; });
  }

  pipeline::Outcome run_probe(std::function<void(const vex_host&)> body) {
    pipeline::Outcome outcome;
    run([&] {
      engine::CancelScope scope(&engine::current_scope());
      outcome = run_probe(scope, std::move(body));
    });
    return outcome;
  }

  pipeline::FakeSurroundings around_;
  pipeline::TransportFigures last_;
};

TEST_F(UdpServiceTest, receives_datagrams_with_their_socket) {
  std::string text;
  std::uint32_t socket = 0;
  const auto outcome = run_probe([&](const vex_host& host) {
    const auto pair = vex::open_udp(host, {.peer = "127.0.0.1"}, 2);
    send_to(pair[1].local_port(), "report");
    std::vector<vex_datagram> room(16);
    const auto got = vex::receive(host, all_of(pair), room);
    ASSERT_EQ(got.size(), 1U);
    text.assign(reinterpret_cast<const char*>(got[0].data.data), got[0].data.size);
    socket = got[0].socket;
  });
  EXPECT_EQ(outcome.status, VEX_OK) << outcome.sentence;
  EXPECT_EQ(text, "report");
  EXPECT_EQ(socket, 1U);
}

TEST_F(UdpServiceTest, counts_datagrams_among_the_bytes_received) {
  run_probe([&](const vex_host& host) {
    const auto sockets = vex::open_udp(host, {.peer = "127.0.0.1"}, 1);
    send_to(sockets[0].local_port(), "12345");
    std::vector<vex_datagram> room(16);
    vex::receive(host, all_of(sockets), room);
  });
  EXPECT_EQ(last_.received_bytes, 5U);
}

TEST_F(UdpServiceTest, opens_one_socket_or_a_pair) {
  const auto outcome = run_probe([](const vex_host& host) {
    vex_udp_socket* sockets[3];
    const vex_udp_request request{
        sizeof request, 0, vex::detail::to_abi("127.0.0.1"), {"", 0}, {"", 0}, 0, 0};
    vex::detail::invoke(vex::detail::service<vex_udp>(host, VEX_UDP).open, &host, &request,
                        std::size_t{3}, &sockets[0]);
  });
  EXPECT_EQ(outcome.status, VEX_E_INVALID);
}

TEST_F(UdpServiceTest, takes_the_request_of_a_plugin_that_knows_no_range) {
  const auto outcome = run_probe([](const vex_host& host) {
    vex_udp_socket* socket = nullptr;
    const vex_udp_request request{offsetof(vex_udp_request, last_port),
                                  0,
                                  vex::detail::to_abi("127.0.0.1"),
                                  {"", 0},
                                  {"", 0},
                                  1,  // beyond the size: not to be looked at
                                  0};
    vex::detail::invoke(vex::detail::service<vex_udp>(host, VEX_UDP).open, &host, &request,
                        std::size_t{1}, &socket);
    socket->close(socket);
  });
  EXPECT_EQ(outcome.status, VEX_OK) << outcome.sentence;
}

TEST_F(UdpServiceTest, bounds_the_sockets_of_a_run) {
  std::size_t opened = 0;
  const auto outcome = run_probe([&](const vex_host& host) {
    std::vector<std::vector<vex::UdpSocket>> all;
    for (;; ++opened) all.push_back(vex::open_udp(host, {.peer = "127.0.0.1"}, 2));
  });
  EXPECT_EQ(opened, 32U);
  EXPECT_EQ(outcome.sentence, "more than 64 UDP sockets of one run");
}

TEST_F(UdpServiceTest, closes_what_the_probe_has_forgotten) {
  std::uint32_t port = 0;
  run_probe([&](const vex_host& host) {
    vex_udp_socket* socket = nullptr;
    const vex_udp_request request{
        sizeof request, 0, vex::detail::to_abi("127.0.0.1"), {"", 0}, {"", 0}, 0, 0};
    vex::detail::invoke(vex::detail::service<vex_udp>(host, VEX_UDP).open, &host, &request,
                        std::size_t{1}, &socket);
    port = socket->local_port(socket);
  });
  const auto again = run_probe([&](const vex_host& host) {
    vex::open_udp(host, {.peer = "127.0.0.1", .local_port = port}, 1);
  });
  EXPECT_EQ(again.status, VEX_OK) << again.sentence;
}

TEST_F(UdpServiceTest, says_that_nothing_came) {
  const auto outcome = run_probe([](const vex_host& host) {
    const auto sockets = vex::open_udp(host, {.peer = "127.0.0.1"}, 1);
    std::vector<vex_datagram> room(16);
    vex::receive(host, all_of(sockets), room, milliseconds(50));
  });
  EXPECT_EQ(outcome.reason, vex::Reason::timeout);
}

TEST_F(UdpServiceTest, a_run_that_is_cancelled_comes_back_at_once) {
  pipeline::Outcome outcome;
  run([&] {
    engine::CancelScope scope(&engine::current_scope());
    engine::TaskGroup tasks;
    engine::Task& task = tasks.spawn([&] {
      outcome = run_probe(scope, [](const vex_host& host) {
        const auto sockets = vex::open_udp(host, {.peer = "127.0.0.1"}, 1);
        std::vector<vex_datagram> room(16);
        vex::receive(host, all_of(sockets), room, seconds(60));
      });
    });
    engine::sleep_for(milliseconds(30));
    const engine::OwnTime time;
    task.cancel();
    task.join();
    EXPECT_LT(time.elapsed(), milliseconds(100));
  });
  EXPECT_EQ(outcome.status, VEX_E_CANCELLED);
}

#ifndef NDEBUG
TEST_F(UdpServiceTest, ends_a_debug_build_where_another_thread_emits_for_the_probe) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(run_probe([](const vex_host& host) {
                 vex_event_format format{};
                 format.head = {sizeof format, VEX_EVENT_FORMAT, 0};
                 vex_error error{};
                 std::thread([&] { host.emit(&host, &format.head, &error); }).join();
               }),
               "wrong thread: the plugin udp-test");
}

TEST_F(UdpServiceTest, ends_a_debug_build_where_another_thread_uses_a_socket) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(run_probe([](const vex_host& host) {
                 const auto sockets = vex::open_udp(host, {.peer = "127.0.0.1"}, 1);
                 std::thread([&] { static_cast<void>(sockets[0].local_port()); }).join();
               }),
               "wrong thread: the plugin that holds a socket");
}
#endif

}  // namespace
}  // namespace core::host
