#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/origin/certificates.hpp"
#include "tests/support/servers/free_port.hpp"

namespace support {

struct ReceivedRequest {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::chrono::system_clock::time_point time;  // when its last byte had come
};

/// How a request is answered.
struct Reply {
  enum Fault {
    none = 0,
    close,    // the connection is closed without an answer
    reset,    // likewise, by a TCP reset
    silence,  // no answer, the connection stays open
    endless,  // the head, then a body without end
    drip      // the head a byte at a time, without end
  };

  int status = 200;
  std::string body = "ok";
  std::map<std::string, std::string> headers{};
  std::chrono::milliseconds delay{0};
  Fault fault = none;
};

/// An HTTP server on 127.0.0.1 and a free port, on threads of its own. [thread-safe]
class Receiver {
 public:
  struct Options {
    std::optional<origin::Certificate> certificate{};  // none: plain HTTP
    std::filesystem::path client_ca{};                 // clients have to show a certificate of it
  };

  Receiver() : Receiver(Options{}) {}
  explicit Receiver(const Options& options);
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  [[nodiscard]] std::string url(const std::string& target = "/hook") const;
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::filesystem::path ca_file() const { return certificates_->ca_file(); }

  /// Of every request from now on for which no reply was queued.
  void reply_with(Reply reply);

  /// Of the next request, in the order of the calls.
  void queue_reply(Reply reply);

  [[nodiscard]] std::vector<ReceivedRequest> requests() const;

  /// Waits until so many requests have come; false when the time is over first.
  [[nodiscard]] bool await(std::size_t count, std::chrono::milliseconds timeout) const;

  /// Likewise until what has come is as wished.
  [[nodiscard]] bool await(
      const std::function<bool(const std::vector<ReceivedRequest>&)>& is_wished,
      std::chrono::milliseconds timeout) const;

  /// Refuses connections until `go_up`, on the same port.
  void go_down();
  void go_up();

 private:
  friend class Connection;

  void accept_all();
  Reply take(ReceivedRequest request);
  [[nodiscard]] bool is_stopping() const;

  const Options options_;
  std::unique_ptr<origin::Certificates> certificates_;
  const std::uint16_t port_ = free_port();  // nobody else's while it is down
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<ReceivedRequest> requests_;
  std::deque<Reply> queued_;
  Reply reply_;
  bool stopping_ = false;
  int listener_ = -1;
  std::thread acceptor_;
  std::list<std::thread> connections_;
};

}  // namespace support
