#include "core/web/patient_socket.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <sys/socket.h>

#include <cerrno>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

namespace core::web {
namespace {

class Connection;

}  // namespace

/// The open connections of one server. A descriptor is shut down under the same lock as its
/// closing, so that it cannot already belong to another file.
class Connections {
 public:
  void insert(Connection& connection);
  void erase(Connection& connection);
  void abort() noexcept;

 private:
  std::mutex mutex_;
  std::set<Connection*> open_;
  bool is_aborted_ = false;
};

namespace {

using Clock = std::chrono::steady_clock;

class Connection : public Poco::Net::StreamSocketImpl {
 public:
  Connection(poco_socket_t socket, Patience patience, std::shared_ptr<Connections> connections)
      : StreamSocketImpl(socket), patience_(patience), connections_(std::move(connections)) {
    connections_->insert(*this);
  }
  ~Connection() override { connections_->erase(*this); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int receiveBytes(void* buffer, int length, int flags) override {
    if (!request_until_) {
      request_until_ = Clock::now() + patience_.request;
      received_ = 0;
    }
    response_until_.reset();
    setReceiveTimeout(time_left(*request_until_));
    const int got = StreamSocketImpl::receiveBytes(buffer, length, flags);
    if (got > 0) received_ += static_cast<std::size_t>(got);
    if (received_ > patience_.request_bytes) throw Poco::ProtocolException("request too large");
    return got;
  }

  int sendBytes(const void* buffer, int length, int flags) override {
    request_until_.reset();
    if (!response_until_) response_until_ = Clock::now() + patience_.response;
    const auto* data = static_cast<const char*>(buffer);
    int sent = 0;
    while (sent < length) {
      setSendTimeout(time_left(*response_until_));
      // Its own parent would send on without a look at the clock.
      // NOLINTNEXTLINE(bugprone-parent-virtual-call)
      sent += SocketImpl::sendBytes(data + sent, length - sent, flags);
    }
    return sent;
  }

  void close() override {
    connections_->erase(*this);
    StreamSocketImpl::close();
  }

  void shut_down() noexcept { ::shutdown(sockfd(), SHUT_RDWR); }

 private:
  static Poco::Timespan time_left(Clock::time_point until) {
    const auto left = std::chrono::ceil<std::chrono::microseconds>(until - Clock::now());
    if (left.count() <= 0) throw Poco::TimeoutException();
    return Poco::Timespan(left.count());
  }

  Patience patience_;
  std::shared_ptr<Connections> connections_;
  std::optional<Clock::time_point> request_until_;
  std::optional<Clock::time_point> response_until_;
  std::size_t received_ = 0;  // of the request being received
};

class Listener : public Poco::Net::ServerSocketImpl {
 public:
  Listener(Patience patience, std::shared_ptr<Connections> connections)
      : patience_(patience), connections_(std::move(connections)) {}

  Poco::Net::SocketImpl* acceptConnection(Poco::Net::SocketAddress& client) override {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    const int accepted = ::accept4(sockfd(), generic, &size, SOCK_CLOEXEC);
    if (accepted < 0) error(errno);
    client = Poco::Net::SocketAddress(generic, size);
    return new Connection(accepted, patience_, connections_);  // owned by Poco's socket
  }

 private:
  Patience patience_;
  std::shared_ptr<Connections> connections_;
};

}  // namespace

void Connections::insert(Connection& connection) {
  const std::lock_guard lock(mutex_);
  if (is_aborted_) connection.shut_down();
  open_.insert(&connection);
}

void Connections::erase(Connection& connection) {
  const std::lock_guard lock(mutex_);
  open_.erase(&connection);
}

void Connections::abort() noexcept {
  const std::lock_guard lock(mutex_);
  is_aborted_ = true;
  for (Connection* const connection : open_) connection->shut_down();
}

PatientServerSocket::PatientServerSocket(const Poco::Net::SocketAddress& address, Patience patience)
    : PatientServerSocket(patience, std::make_shared<Connections>()) {
  // Poco's shorter overloads also share the port, so that a second exporter would seem to start
  // properly.
  constexpr bool reuse_address = true;
  constexpr bool reuse_port = false;
  if (address.family() == Poco::Net::SocketAddress::IPv6) {
    constexpr bool only_ipv6 = false;
    bind6(address, reuse_address, reuse_port, only_ipv6);
  } else {
    bind(address, reuse_address, reuse_port);
  }
  listen(128);
}

PatientServerSocket::PatientServerSocket(Patience patience,
                                         std::shared_ptr<Connections> connections)
    : ServerSocket(new Listener(patience, connections), true),
      connections_(std::move(connections)) {}

void PatientServerSocket::shut_down() noexcept {
  connections_->abort();
  ::shutdown(impl()->sockfd(), SHUT_RDWR);  // wakes the thread that waits for the next connection
}

}  // namespace core::web
