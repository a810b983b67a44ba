#include "tests/support/receiver/receiver.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <system_error>

#include "tests/support/receiver/connection.hpp"

namespace support {
namespace {

void check(bool is_good, const char* what) {
  if (!is_good) throw std::system_error(errno, std::generic_category(), what);
}

int listen_on(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  check(descriptor >= 0, "socket");
  const int yes = 1;
  ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  check(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "bind");
  check(::listen(descriptor, 128) == 0, "listen");
  return descriptor;
}

}  // namespace

Receiver::Receiver(const Options& options) : options_(options) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to clients that have gone
  if (options.certificate) certificates_ = std::make_unique<origin::Certificates>();
  if (!options.client_ca.empty()) {
    SSL_CTX* const context = certificates_->context(*options.certificate);
    check(::SSL_CTX_load_verify_file(context, options.client_ca.c_str()) == 1, "client_ca");
    ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  go_up();
}

Receiver::~Receiver() { go_down(); }

std::string Receiver::url(const std::string& target) const {
  return (options_.certificate ? "https://127.0.0.1:" : "http://127.0.0.1:") +
         std::to_string(port_) + target;
}

void Receiver::reply_with(Reply reply) {
  const std::lock_guard lock(mutex_);
  reply_ = std::move(reply);
}

void Receiver::queue_reply(Reply reply) {
  const std::lock_guard lock(mutex_);
  queued_.push_back(std::move(reply));
}

std::vector<ReceivedRequest> Receiver::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

bool Receiver::await(std::size_t count, std::chrono::milliseconds timeout) const {
  return await([count](const auto& requests) { return requests.size() >= count; }, timeout);
}

bool Receiver::await(const std::function<bool(const std::vector<ReceivedRequest>&)>& is_wished,
                     std::chrono::milliseconds timeout) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, timeout, [&] { return is_wished(requests_); });
}

void Receiver::go_down() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  if (acceptor_.joinable()) acceptor_.join();
  for (std::thread& connection : connections_) connection.join();
  connections_.clear();
  if (listener_ >= 0) ::close(listener_);
  listener_ = -1;
}

void Receiver::go_up() {
  listener_ = listen_on(port_);
  stopping_ = false;
  acceptor_ = std::thread([this] { accept_all(); });
}

void Receiver::accept_all() {
  SSL_CTX* const context = certificates_ ? certificates_->context(*options_.certificate) : nullptr;
  while (!is_stopping()) {
    pollfd wanted{listener_, POLLIN, 0};
    if (::poll(&wanted, 1, 20) <= 0) continue;
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) continue;
    connections_.emplace_back(
        [this, descriptor, context] { Connection(descriptor, context, *this).serve(); });
  }
}

Reply Receiver::take(ReceivedRequest request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(std::move(request));
  changed_.notify_all();
  if (queued_.empty()) return reply_;
  Reply next = std::move(queued_.front());
  queued_.pop_front();
  return next;
}

bool Receiver::is_stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace support
