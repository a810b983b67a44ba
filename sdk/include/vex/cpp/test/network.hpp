// vex/cpp/test/network.hpp - a network of scripted peers and a clock set by hand. Part of
// vex/test.hpp.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../service/http.h"
#include "peer.hpp"

namespace vex::test {

/// Time that passes only when the test, a sleep or a peer's pause makes it pass. [thread-safe]
class Clock {
 public:
  [[nodiscard]] Nanos now() const { return Nanos(now_); }
  [[nodiscard]] Nanos unix_now() const { return unix_at_zero_ + now(); }
  void set(Nanos now) { now_ = now.count(); }
  void advance(Nanos length) { now_ += length.count(); }

 private:
  std::atomic<Nanos::rep> now_{Nanos(std::chrono::hours(1)).count()};
  Nanos unix_at_zero_{std::chrono::seconds(1'700'000'000)};
};

/// The peers in the order in which the probe reaches them.
class Network {
 public:
  explicit Network(Clock& clock) : clock_(clock) {}

  /// The peer of the next connection or request that has none yet.
  Peer& add() { return peers_.emplace_back(); }

  /// Answers every request for which no peer was added.
  void otherwise(std::function<void(const Request&, Peer&)> answer) {
    otherwise_ = std::move(answer);
  }

  /// What a time-out of 0 means.
  Nanos idle_timeout = std::chrono::seconds(10);

  [[nodiscard]] std::size_t connections() const { return used_; }
  [[nodiscard]] bool all_closed() const {
    for (std::size_t i = 0; const Peer& peer : peers_) {
      if (i++ < used_ && !peer.refusal_ && !peer.is_closed_) return false;
    }
    return true;
  }

  Peer& take(Request request) {
    check_cancelled();
    forget_read();
    if (used_ == peers_.size()) {
      if (!otherwise_) throw Error(Reason::connect, "the test has no peer for " + request.url);
      add().when_asked(otherwise_);
    }
    Peer& peer = *std::next(peers_.begin(), static_cast<std::ptrdiff_t>(used_++));
    peer.request_ = std::move(request);
    if (peer.when_asked_) peer.when_asked_(peer.request_, peer);
    if (peer.refusal_) {
      peer.is_closed_ = true;
      throw Error(*peer.refusal_);
    }
    return peer;
  }

  /// The head of a peer's response; borrowed from it.
  const vex_http_response& head_of(Peer& peer, vex_stream* body) {
    const bool upgrades = (peer.request_.flags & VEX_HTTP_UPGRADE) != 0;
    const bool any = (peer.request_.flags & VEX_HTTP_ANY_STATUS) != 0;
    const unsigned status = peer.status_.value_or(upgrades ? 101 : 200);
    const bool succeeds = upgrades ? status == 101 : status >= 200 && status < 300;
    if (!succeeds && !any) {
      body->close(body);
      throw Error(reason_of(status), "HTTP status " + std::to_string(status));
    }
    Head& head = heads_.emplace_back();
    for (const auto& [name, value] : peer.headers_) head.pairs.push_back(pair(name, value));
    head.response = {sizeof(vex_http_response),
                     status,
                     vex::detail::to_abi(peer.request_.url),
                     head.pairs.data(),
                     head.pairs.size(),
                     body};
    return head.response;
  }

  /// The next bytes of a peer; valid until anything suspends again.
  Bytes read(Peer& peer, Nanos timeout) {
    check_cancelled();
    forget_read();
    Nanos patience = timeout == Nanos{} ? idle_timeout : timeout;
    while (!peer.steps_.empty()) {
      Peer::Step& step = peer.steps_.front();
      switch (step.what) {
        case Peer::Step::pause:
          if (step.length > patience) {
            if (step.length != Nanos::max()) step.length -= patience;
            clock_.advance(patience);
            throw Error(Reason::timeout, "no data in time");
          }
          patience -= step.length;
          clock_.advance(step.length);
          peer.steps_.pop_front();
          continue;
        case Peer::Step::chunk: {
          const Bytes text = std::as_bytes(std::span(step.text));
          last_read_ = std::make_unique<std::vector<std::byte>>(text.begin(), text.end());
          peer.steps_.pop_front();
          return *last_read_;
        }
        case Peer::Step::failure:
          throw Error(step.reason, step.text);
        case Peer::Step::cancel:
          cancel();
          continue;
        case Peer::Step::end:
          return {};
      }
    }
    return {};
  }

  /// Works in a run that is being ended, too: whatever the network accepts at once is sent, as in
  /// the exporter.
  void write(Peer& peer, std::string_view bytes) {
    forget_read();
    peer.written_ += bytes;
    check_cancelled();
    if (peer.when_written_) peer.when_written_(bytes, peer);
  }

  void sleep(Nanos length) {
    suspend();
    clock_.advance(length);
  }

  /// What every call that suspends does first.
  void suspend() {
    check_cancelled();
    forget_read();
  }

  /// This call and every later one returns VEX_E_CANCELLED.
  void cancel() {
    cancel_quietly();
    check_cancelled();
  }

  /// Every later call returns VEX_E_CANCELLED, until resume.
  void cancel_quietly() { is_cancelled_ = true; }
  void resume() { is_cancelled_ = false; }

 private:
  struct Head {
    std::vector<vex_pair> pairs;
    vex_http_response response{};
  };

  /// As the exporter maps them.
  static Reason reason_of(unsigned status) {
    if (status == 401 || status == 403) return Reason::auth;
    if (status == 404 || status == 410) return Reason::not_found;
    if (status >= 300 && status < 400) return Reason::redirect;
    return Reason::http_status;
  }

  void check_cancelled() const {
    if (is_cancelled_) throw Error(VEX_E_CANCELLED, "the run is being ended");
  }

  /// Frees what the last read returned, so that a sanitizer catches a probe that still uses it.
  void forget_read() { last_read_.reset(); }

  Clock& clock_;
  std::list<Peer> peers_;
  std::list<Head> heads_;
  std::size_t used_ = 0;
  std::function<void(const Request&, Peer&)> otherwise_;
  bool is_cancelled_ = false;
  std::unique_ptr<std::vector<std::byte>> last_read_;
};

/// A peer as seen by the probe.
class PeerStream : public vex_stream {
 public:
  static vex_stream* open(Network& network, Peer& peer, bool is_writable) {
    return std::make_unique<PeerStream>(network, peer, is_writable).release();
  }

  PeerStream(Network& network, Peer& peer, bool is_writable)
      : vex_stream{&read, &write, &close},
        network_(network),
        peer_(peer),
        is_writable_(is_writable) {}

 private:
  static PeerStream& self(vex_stream* stream) { return *static_cast<PeerStream*>(stream); }

  static vex_status read(vex_stream* stream, vex_nanos timeout, vex_bytes* data, vex_error* error) {
    return vex::detail::guard(error, [&] {
      *data = vex::detail::to_abi(self(stream).network_.read(self(stream).peer_, Nanos(timeout)));
    });
  }

  static vex_status write(vex_stream* stream, vex_bytes data, vex_nanos, vex_error* error) {
    return vex::detail::guard(error, [&] {
      if (!self(stream).is_writable_)
        throw Error(VEX_E_UNSUPPORTED, "an answer's body is read-only");
      self(stream).network_.write(self(stream).peer_,
                                  {reinterpret_cast<const char*>(data.data), data.size});
    });
  }

  static void close(vex_stream* stream) {
    self(stream).peer_.is_closed_ = true;
    std::unique_ptr<PeerStream>(&self(stream)).reset();
  }

  Network& network_;
  Peer& peer_;
  bool is_writable_;
};

}  // namespace vex::test
