#include "tests/support/origin/server.hpp"

#include <csignal>
#include <future>
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
        shared_{{}, MediaLibrary(clips::folder()), {}, {}},
        listener_(options.address, options.port) {
    shared_.loop.watch(listener_.fd(), listener_id, listener_.events());
    thread_ = std::thread([this] { run(); });
  }

  ~Implementation() override {
    shared_.loop.post([this] { shared_.loop.stop(); });
    thread_.join();
  }

  std::uint16_t port() const { return listener_.port(); }
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
  static constexpr Loop::Id listener_id = 1;
  static constexpr Loop::Id first_connection_id = 100;

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
    if (id == listener_id) {
      accept_all();
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

  void accept_all() {
    while (const auto fd = listener_.accept()) {
      const auto id = next_id_++;
      connections_.emplace(id, std::make_unique<Connection>(shared_, id, *fd, nullptr));
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
  Listener listener_;
  std::unordered_map<Loop::Id, std::unique_ptr<Connection>> connections_;
  Loop::Id next_id_ = first_connection_id;
  std::thread thread_;
};

Server::Server(const Options& options)
    : implementation_(std::make_unique<Implementation>(options)) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return implementation_->port(); }

std::string Server::url(std::string_view target, Scheme scheme) const {
  const char* const name = scheme == Scheme::ws ? "ws://" : "http://";
  return name + implementation_->address() + ":" + std::to_string(port()) + std::string(target);
}

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
