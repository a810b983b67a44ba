#include "tests/support/receiver/connection.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>

namespace support {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds slice{20};
constexpr std::size_t piece_size = 64U << 10U;

bool is_readable(int descriptor) {
  pollfd wanted{descriptor, POLLIN, 0};
  return ::poll(&wanted, 1, static_cast<int>(slice.count())) > 0;
}

ReceivedRequest parsed(const std::string& head) {
  ReceivedRequest request;
  std::istringstream lines(head);
  std::string line;
  std::getline(lines, line);
  std::istringstream(line) >> request.method >> request.target;
  while (std::getline(lines, line) && line.size() > 1) {
    const auto colon = line.find(':');
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto begin = line.find_first_not_of(' ', colon + 1);
    request.headers[name] = line.substr(begin, line.size() - begin - 1);
  }
  return request;
}

}  // namespace

Connection::Connection(int descriptor, SSL_CTX* context, Receiver& receiver)
    : descriptor_(descriptor), receiver_(receiver) {
  if (context == nullptr) return;
  ssl_ = ::SSL_new(context);
  ::SSL_set_fd(ssl_, descriptor_);
}

Connection::~Connection() {
  ::SSL_free(ssl_);
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Connection::serve() {
  if (ssl_ != nullptr && !shake_hands()) return;
  auto request = read_request();
  if (request) answer(receiver_.take(*std::move(request)));
}

/// Clients that say nothing must not keep the receiver: a short time-out of the socket's own.
bool Connection::shake_hands() {
  const timeval patience{5, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return ::SSL_accept(ssl_) == 1;
}

std::optional<ReceivedRequest> Connection::read_request() {
  std::string bytes;
  std::size_t head = std::string::npos;
  while ((head = bytes.find("\r\n\r\n")) == std::string::npos) {
    if (!read_some(bytes)) return std::nullopt;
  }
  ReceivedRequest request = parsed(bytes.substr(0, head + 2));
  request.body = bytes.substr(head + 4);
  std::size_t length = 0;
  const std::string& given = request.headers["content-length"];
  std::from_chars(given.data(), given.data() + given.size(), length);
  while (request.body.size() < length) {
    if (!read_some(request.body)) return std::nullopt;
  }
  request.time = std::chrono::system_clock::now();
  return request;
}

bool Connection::read_some(std::string& to) {
  const auto has_pending = [this] { return ssl_ != nullptr && ::SSL_pending(ssl_) > 0; };
  while (!has_pending() && !is_readable(descriptor_)) {
    if (receiver_.is_stopping()) return false;
  }
  std::string piece(piece_size, '\0');
  const auto got = ssl_ != nullptr ? ::SSL_read(ssl_, piece.data(), static_cast<int>(piece.size()))
                                   : ::recv(descriptor_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  to.append(piece, 0, static_cast<std::size_t>(got));
  return true;
}

bool Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ssl_ != nullptr
                          ? ::SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                          : ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Connection::answer(const Reply& reply) {
  wait(reply.delay);
  std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " Reply\r\n";
  for (const auto& [name, value] : reply.headers)
    head.append(name).append(": ").append(value).append("\r\n");
  switch (reply.fault) {
    case Reply::none:
      write(head + "Content-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n" +
            reply.body);
      return;
    case Reply::close:
      return;
    case Reply::reset: {
      const linger at_once{1, 0};
      ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      return;
    }
    case Reply::silence:
      return wait_for_end();
    case Reply::endless:
      if (write(head + "\r\n")) write_without_end(std::string(piece_size, 'x'), milliseconds(0));
      return;
    case Reply::drip:
      if (write(head + "X-Long: ")) write_without_end("x", milliseconds(50));
      return;
  }
}

void Connection::wait(milliseconds length) {
  const auto end = std::chrono::steady_clock::now() + length;
  while (std::chrono::steady_clock::now() < end && !receiver_.is_stopping()) {
    std::this_thread::sleep_for(std::min(length, slice));
  }
}

/// Until the client has gone.
void Connection::wait_for_end() {
  while (!is_readable(descriptor_) && !receiver_.is_stopping()) {
  }
}

void Connection::write_without_end(std::string_view piece, milliseconds pause) {
  while (!receiver_.is_stopping() && write(piece)) wait(pause);
}

}  // namespace support
