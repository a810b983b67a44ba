#include "tests/support/origin/server.hpp"

#include <csignal>
#include <future>
#include <map>
#include <optional>
#include <stdexcept>
#include <thread>
#include <unordered_map>

#include "tests/support/clips/clips.hpp"
#include "tests/support/origin/connection.hpp"
#include "tests/support/origin/listener.hpp"

namespace origin {

class Server::Implementation : Loop::Handler {
 public:
  explicit Implementation(const Options& options)
      : address_(options.address),
        shared_{{}, MediaLibrary(clips::folder()), {}, {}, RtpDoor(options.address)} {
    listen(plain_id, options.port, nullptr);
    if (options.with_tls) {
      certificates_.emplace();
      for (const auto kind : {Certificate::good, Certificate::expired, Certificate::wrong_name,
                              Certificate::unknown_issuer}) {
        listen(static_cast<Loop::Id>(kind) + plain_id, 0, certificates_->context(kind));
      }
    }
    thread_ = std::thread([this] { run(); });
  }

  ~Implementation() override {
    shared_.loop.post([this] { shared_.loop.stop(); });
    thread_.join();
  }

  std::uint16_t port() const { return doors_.at(plain_id).listener.port(); }
  std::uint16_t port(Certificate kind) const {
    const auto door = doors_.find(static_cast<Loop::Id>(kind) + plain_id);
    if (door == doors_.end()) {
      throw std::logic_error("this origin was started without TLS");
    }
    return door->second.listener.port();
  }
  const Certificates& certificates() const { return certificates_.value(); }
  const std::string& address() const { return address_; }
  PathTable& paths() { return shared_.paths; }

  void set_fault(const std::string& path, const std::string& query) {
    Behaviour trial;
    set_parameters(trial, query);
    std::promise<void> is_done;
    shared_.loop.post([&] {
      shared_.paths.set_fault(path, query);
      change_fault(path);
      is_done.set_value();
    });
    is_done.get_future().wait();
  }

 private:
  struct Door {
    Listener listener;
    SSL_CTX* tls;
  };

  static constexpr Loop::Id plain_id = 1;
  static constexpr Loop::Id first_connection_id = 100;

  void listen(Loop::Id id, std::uint16_t port, SSL_CTX* tls) {
    const auto& door = doors_.emplace(id, Door{Listener(address_, port), tls}).first->second;
    shared_.loop.watch(door.listener.fd(), id, door.listener.events());
  }

  void run() {
    // OpenSSL writes to sockets without MSG_NOSIGNAL. The signal goes to the writing thread only.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    shared_.loop.run(*this);
    connections_.clear();
  }

  void on_events(Loop::Id id, std::uint32_t events) override {
    if (const auto door = doors_.find(id); door != doors_.end()) {
      accept_all(door->second);
    } else if (const auto found = connections_.find(id); found != connections_.end()) {
      found->second->on_events(events);
      remove_if_over(id);
    }
  }

  void on_time(Loop::Id id) override {
    if (const auto found = connections_.find(id); found != connections_.end()) {
      found->second->on_time();
      remove_if_over(id);
    }
  }

  void accept_all(Door& door) {
    while (const auto fd = door.listener.accept()) {
      const auto id = next_id_++;
      connections_.emplace(id, std::make_unique<Connection>(shared_, id, *fd, door.tls));
    }
  }

  void change_fault(const std::string& path) {
    std::vector<Loop::Id> ids;
    for (const auto& [id, connection] : connections_) {
      if (connection->path() == path) {
        ids.push_back(id);
      }
    }
    for (const auto id : ids) {
      connections_.at(id)->on_fault_change();
      remove_if_over(id);
    }
  }

  void remove_if_over(Loop::Id id) {
    if (connections_.at(id)->is_over()) {
      connections_.erase(id);
    }
  }

  const std::string address_;
  Shared shared_;
  std::optional<Certificates> certificates_;
  std::map<Loop::Id, Door> doors_;
  std::unordered_map<Loop::Id, std::unique_ptr<Connection>> connections_;
  Loop::Id next_id_ = first_connection_id;
  std::thread thread_;
};

Server::Server(const Options& options)
    : implementation_(std::make_unique<Implementation>(options)) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return implementation_->port(); }

std::uint16_t Server::tls_port(Certificate certificate) const {
  return implementation_->port(certificate);
}

std::string Server::url(std::string_view target, Scheme scheme, Certificate certificate) const {
  const bool is_tls = scheme == Scheme::https || scheme == Scheme::wss || scheme == Scheme::rtmps ||
                      scheme == Scheme::rtsps;
  const auto to_port = is_tls ? implementation_->port(certificate) : port();
  const auto& address = implementation_->address();
  const auto host = address.find(':') == std::string::npos ? address : "[" + address + "]";
  std::string url = scheme == Scheme::http || scheme == Scheme::https   ? "http"
                    : scheme == Scheme::ws || scheme == Scheme::wss     ? "ws"
                    : scheme == Scheme::rtmp || scheme == Scheme::rtmps ? "rtmp"
                                                                        : "rtsp";
  url += is_tls ? "s://" : "://";
  return url + host + ":" + std::to_string(to_port) + std::string(target);
}

std::filesystem::path Server::ca_file() const { return implementation_->certificates().ca_file(); }

void Server::set_fault(const std::string& path, const std::string& query) {
  implementation_->set_fault(path, query);
}

void Server::clear_fault(const std::string& path) { implementation_->set_fault(path, ""); }

PathFigures Server::figures(const std::string& path) const {
  return implementation_->paths().figures(path);
}

bool Server::await_requests(const std::string& path, std::uint64_t count,
                            std::chrono::milliseconds timeout) const {
  return await(
      path, [&](const PathFigures& figures) { return figures.requests >= count; }, timeout);
}

bool Server::await_open(const std::string& path, std::uint64_t count,
                        std::chrono::milliseconds timeout) const {
  return await(
      path, [&](const PathFigures& figures) { return figures.open == count; }, timeout);
}

bool Server::await(const std::string& path, const PathTable::Condition& condition,
                   std::chrono::milliseconds timeout) const {
  return implementation_->paths().await(path, condition, timeout);
}

}  // namespace origin
