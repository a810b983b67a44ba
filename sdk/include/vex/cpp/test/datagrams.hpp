// vex/cpp/test/datagrams.hpp - the other side of vex.udp/1, scripted. Part of vex/test.hpp.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../service/udp.h"
#include "network.hpp"

namespace vex::test {

/// What all UDP sockets of a run receive and have sent. Sockets are numbered from 0 in the order in
/// which they are opened; their local ports start at 50000.
class Datagrams {
 public:
  struct Sent {
    std::size_t socket;
    std::uint32_t port;
    std::string bytes;

    bool operator==(const Sent&) const = default;
  };

  static constexpr std::uint32_t first_port = 50000;

  Datagrams(Network& network, Clock& clock) : network_(network), clock_(clock) {}

  /// One datagram for a socket. Datagrams without a pause in between arrive with the same receive.
  Datagrams& sends(std::size_t socket, std::string_view bytes, std::uint32_t from_port = 6970) {
    steps_.push_back({Step::datagram, std::string(bytes), socket, from_port, {}});
    return *this;
  }

  /// Time passes before the next one.
  Datagrams& pauses(Nanos length) {
    steps_.push_back({Step::pause, {}, 0, 0, length});
    return *this;
  }

  /// From here on every call of the probe returns VEX_E_CANCELLED. A script that ends without this
  /// is followed by silence.
  Datagrams& is_cancelled() {
    steps_.push_back({Step::cancel, {}, 0, 0, {}});
    return *this;
  }

  /// The total that the sockets report as dropped by the kernel.
  Datagrams& has_dropped(std::uint64_t count) {
    dropped_ = count;
    return *this;
  }

  /// Lets the script depend on what the probe sends.
  Datagrams& when_sent(std::function<void(const Sent&, Datagrams&)> react) {
    when_sent_ = std::move(react);
    return *this;
  }

  [[nodiscard]] const std::vector<Sent>& sent() const { return sent_; }
  [[nodiscard]] std::size_t opened() const { return opened_; }
  [[nodiscard]] std::size_t open() const { return open_; }

  /// vex.udp/1, on behalf of the test's host.
  void open_sockets(std::size_t count, vex_udp_socket** sockets) {
    network_.suspend();
    for (std::size_t i = 0; i < count; ++i) {
      sockets[i] = std::make_unique<Socket>(*this, opened_++).release();
      ++open_;
    }
  }

  std::size_t receive(std::span<vex_udp_socket* const> sockets, Nanos timeout,
                      std::span<vex_datagram> into) {
    network_.suspend();
    lent_.clear();
    Nanos patience = timeout == Nanos{} ? network_.idle_timeout : timeout;
    while (!steps_.empty() && steps_.front().what != Step::datagram) {
      Step& step = steps_.front();
      if (step.what == Step::cancel) network_.cancel();
      if (step.length > patience) {
        step.length -= patience;
        return time_out(patience);
      }
      patience -= step.length;
      clock_.advance(step.length);
      steps_.pop_front();
    }
    if (steps_.empty()) return time_out(patience);
    return take(sockets, into);
  }

 private:
  struct Step {
    enum What { datagram, pause, cancel } what;
    std::string bytes;
    std::size_t socket;
    std::uint32_t from_port;
    Nanos length;
  };

  struct Socket : vex_udp_socket {
    Socket(Datagrams& datagrams, std::size_t number)
        : vex_udp_socket{
              [](vex_udp_socket* socket) -> std::uint32_t {
                return first_port + static_cast<std::uint32_t>(self(socket).index);
              },
              [](vex_udp_socket* socket, std::uint32_t port, vex_bytes data, vex_error* error) {
                return vex::detail::guard(error, [&] {
                  self(socket).owner.take_sent({self(socket).index, port, text_of(data)});
                });
              },
              [](vex_udp_socket* socket) -> std::uint64_t {
                return self(socket).index == 0 ? self(socket).owner.dropped_ : 0;
              },
              [](vex_udp_socket* socket) {
                --self(socket).owner.open_;
                std::unique_ptr<Socket>(&self(socket)).reset();
              }},
          owner(datagrams),
          index(number) {}

    static Socket& self(vex_udp_socket* socket) { return *static_cast<Socket*>(socket); }

    Datagrams& owner;
    std::size_t index;
  };

  static std::string text_of(vex_bytes data) {
    return {reinterpret_cast<const char*>(data.data), data.size};
  }

  void take_sent(Sent sent) {
    network_.suspend();
    sent_.push_back(std::move(sent));
    if (when_sent_) when_sent_(sent_.back(), *this);
  }

  std::size_t time_out(Nanos patience) {
    clock_.advance(patience);
    throw Error(Reason::timeout, "no datagram in time");
  }

  std::size_t take(std::span<vex_udp_socket* const> sockets, std::span<vex_datagram> into) {
    std::size_t count = 0;
    while (count < into.size() && !steps_.empty() && steps_.front().what == Step::datagram) {
      const Step& step = lent_.emplace_back(std::move(steps_.front()));
      steps_.pop_front();
      const auto found = std::find_if(sockets.begin(), sockets.end(), [&](vex_udp_socket* socket) {
        return Socket::self(socket).index == step.socket;
      });
      if (found == sockets.end()) throw Error(VEX_E_INVALID, "the probe does not read this socket");
      into[count++] = {vex::detail::to_abi(std::as_bytes(std::span(step.bytes))),
                       clock_.now().count(), static_cast<std::uint32_t>(found - sockets.begin()),
                       step.from_port};
    }
    return count;
  }

  Network& network_;
  Clock& clock_;
  std::deque<Step> steps_;
  std::deque<Step> lent_;  // what the last receive returned
  std::vector<Sent> sent_;
  std::function<void(const Sent&, Datagrams&)> when_sent_;
  std::size_t opened_ = 0;
  std::size_t open_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace vex::test
