// vex/cpp/test/peer.hpp - the other side of a connection, scripted. Part of vex/test.hpp.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "../error.hpp"
#include "../text.hpp"

namespace vex::test {

/// What a probe asked for: an HTTP request, or a connection (method and headers empty).
struct Request {
  std::string method{};
  std::string url{};  // empty: the stream's own; "host:port" of a connection
  std::multimap<std::string, std::string> headers{};
  std::string body{};
  std::uint32_t flags = 0;
  std::string base{};

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

/// A script of what the peer does, step by step. When it is over, the stream ends.
class Peer {
 public:
  using Headers = std::multimap<std::string, std::string>;

  /// The head of an HTTP response; by default 200, or 101 for an upgrade.
  Peer& answers(unsigned status, Headers headers = {}) {
    status_ = status;
    headers_ = std::move(headers);
    return *this;
  }

  Peer& answers_header(std::string name, std::string value) {
    headers_.emplace(std::move(name), std::move(value));
    return *this;
  }

  /// The connection fails, or the request gets no response.
  Peer& refuses(Reason reason, std::string sentence) {
    refusal_.emplace(reason, std::move(sentence));
    return *this;
  }

  /// One chunk, one read.
  Peer& sends(std::string_view bytes) { return add({Step::chunk, std::string(bytes), {}, {}}); }
  Peer& sends(Bytes bytes) {
    return sends({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }

  /// The same, in reads of `size` bytes each.
  Peer& sends_in_pieces(std::string_view bytes, std::size_t size) {
    for (; bytes.size() > size; bytes.remove_prefix(size)) sends(bytes.substr(0, size));
    return sends(bytes);
  }

  /// Time passes before the next step. A read with a shorter time-out fails.
  Peer& pauses(Nanos length) { return add({Step::pause, {}, length, {}}); }

  /// No more bytes and no end: every read times out.
  Peer& falls_silent() { return pauses(Nanos::max()); }

  Peer& ends() { return add({Step::end, {}, {}, {}}); }

  Peer& fails(Reason reason, std::string sentence) {
    return add({Step::failure, std::move(sentence), {}, reason});
  }

  /// From here on every call of the probe returns VEX_E_CANCELLED.
  Peer& is_cancelled() { return add({Step::cancel, {}, {}, {}}); }

  /// Lets the script depend on the request: called before the response.
  Peer& when_asked(std::function<void(const Request&, Peer&)> react) {
    when_asked_ = std::move(react);
    return *this;
  }

  /// Lets the script depend on what the probe writes: called with the bytes of each write.
  Peer& when_written(std::function<void(std::string_view, Peer&)> react) {
    when_written_ = std::move(react);
    return *this;
  }

  /// All that the probe wrote.
  [[nodiscard]] const std::string& written() const { return written_; }
  [[nodiscard]] const Request& request() const { return request_; }
  [[nodiscard]] bool is_closed() const { return is_closed_; }

 private:
  friend class Network;
  friend class PeerStream;

  struct Step {
    enum What { chunk, pause, end, failure, cancel } what;
    std::string text;
    Nanos length;
    Reason reason;
  };

  Peer& add(Step step) {
    steps_.push_back(std::move(step));
    return *this;
  }

  std::optional<unsigned> status_;
  Headers headers_;
  std::optional<Error> refusal_;
  std::deque<Step> steps_;
  std::function<void(const Request&, Peer&)> when_asked_;
  std::function<void(std::string_view, Peer&)> when_written_;
  Request request_;
  std::string written_;
  bool is_closed_ = false;
};

}  // namespace vex::test
