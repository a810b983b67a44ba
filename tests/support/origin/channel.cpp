#include "tests/support/origin/channel.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace origin {
namespace {

/// A client that reads this slowly is given up, as real servers do.
constexpr std::size_t most_pending_bytes = 8 * 1024 * 1024;

constexpr long blocked = -1;
constexpr long failed = -2;

long socket_result(ssize_t result) {
  if (result >= 0) {
    return result;
  }
  return errno == EAGAIN || errno == EINTR ? blocked : failed;
}

long tls_result(const SSL* ssl, int result) {
  if (result > 0) {
    return result;
  }
  const int error = SSL_get_error(ssl, result);
  ERR_clear_error();
  return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? blocked : failed;
}

}  // namespace

void Channel::FreeSsl::operator()(SSL* ssl) const { SSL_free(ssl); }

Channel::Channel(int fd, SSL_CTX* tls) : fd_(fd) {
  if (tls) {
    ssl_.reset(SSL_new(tls));
    SSL_set_fd(ssl_.get(), fd);
    SSL_set_accept_state(ssl_.get());
  }
}

Channel::~Channel() { close(fd_); }

Channel::Result Channel::handshake() {
  if (!ssl_) {
    return Result::done;
  }
  const long result = tls_result(ssl_.get(), SSL_accept(ssl_.get()));
  return result > 0 ? Result::done : result == blocked ? Result::blocked : Result::failed;
}

Channel::Result Channel::receive(std::string& received) {
  std::array<char, 4096> buffer;
  for (;;) {
    const long count =
        ssl_ ? tls_result(ssl_.get(), SSL_read(ssl_.get(), buffer.data(), buffer.size()))
             : socket_result(recv(fd_, buffer.data(), buffer.size(), 0));
    if (count == blocked) {
      return Result::done;
    }
    if (count <= 0) {
      return Result::failed;
    }
    received.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

Channel::Result Channel::send(const Batch& batch, Framing framing) {
  if (ssl_ || has_pending() || most_per_write_ > 0) {
    keep(batch, framing);
    return flush();
  }
  std::array<FramePrefix, 2 * Batch::most> prefixes;
  std::array<iovec, 8 * Batch::most> pieces;
  std::size_t piece_count = 0;
  std::size_t total = 0;
  const auto add = [&](std::string_view bytes) {
    if (!bytes.empty()) {
      pieces[piece_count++] = {const_cast<char*>(bytes.data()), bytes.size()};
      total += bytes.size();
    }
  };
  for (std::size_t n = 0; n < batch.messages().size(); ++n) {
    const auto& message = batch.messages()[n];
    if (framing != Framing::plain) {
      prefixes[n] = frame_prefix(framing, message.head.size() + message.body.size());
      add({prefixes[n].bytes.data(), prefixes[n].size});
    }
    add(message.head);
    add(message.body);
    add(frame_suffix(framing));
  }
  msghdr header{};
  header.msg_iov = pieces.data();
  header.msg_iovlen = piece_count;
  const long count = socket_result(sendmsg(fd_, &header, MSG_NOSIGNAL));
  if (count == failed) {
    return Result::failed;
  }
  auto sent = static_cast<std::size_t>(std::max(count, 0L));
  sent_bytes_ += sent;
  if (sent == total) {
    return Result::done;
  }
  for (std::size_t n = 0; n < piece_count; ++n) {
    const auto skipped = std::min(sent, pieces[n].iov_len);
    sent -= skipped;
    pending_.append(static_cast<const char*>(pieces[n].iov_base) + skipped,
                    pieces[n].iov_len - skipped);
  }
  return Result::blocked;
}

Channel::Result Channel::send(std::string_view bytes) {
  if (!has_pending() && !bytes.empty()) {
    const long count = write_some(bytes);
    if (count == failed) {
      return Result::failed;
    }
    const auto sent = static_cast<std::size_t>(std::max(count, 0L));
    sent_bytes_ += sent;
    bytes.remove_prefix(sent);
  }
  pending_ += bytes;
  return flush();
}

void Channel::keep(const Batch& batch, Framing framing) {
  for (const auto& message : batch.messages()) {
    const auto prefix = frame_prefix(framing, message.head.size() + message.body.size());
    pending_.append(prefix.bytes.data(), prefix.size);
    pending_ += message.head;
    pending_ += message.body;
    pending_ += frame_suffix(framing);
  }
}

long Channel::write_some(std::string_view bytes) {
  if (most_per_write_ > 0) {
    bytes = bytes.substr(0, most_per_write_);
  }
  if (ssl_) {
    return tls_result(ssl_.get(),
                      SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())));
  }
  return socket_result(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

Channel::Result Channel::flush() {
  while (pending_sent_ < pending_.size()) {
    const long count = write_some(std::string_view(pending_).substr(pending_sent_));
    if (count == blocked) {
      pending_.erase(0, std::exchange(pending_sent_, 0));
      return pending_.size() > most_pending_bytes ? Result::failed : Result::blocked;
    }
    if (count <= 0) {
      return Result::failed;
    }
    pending_sent_ += static_cast<std::size_t>(count);
    sent_bytes_ += static_cast<std::size_t>(count);
  }
  pending_.clear();
  pending_sent_ = 0;
  return Result::done;
}

void Channel::shut() {
  if (ssl_) {
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
  }
  shutdown(fd_, SHUT_WR);
}

void Channel::reset_on_close() {
  const linger at_once{1, 0};
  setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace origin
