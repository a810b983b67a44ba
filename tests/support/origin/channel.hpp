#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/origin/framing.hpp"
#include "tests/support/origin/playback.hpp"

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace origin {

/// A non-blocking connection, plain or TLS: what cannot be sent yet is kept, up to a bound.
class Channel {
 public:
  enum class Result { done = 1, blocked, failed };

  /// Takes the socket over. With a context, TLS as a server.
  Channel(int fd, SSL_CTX* tls);
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  int fd() const { return fd_; }

  /// Goes on with the TLS handshake; done at once without TLS.
  Result handshake();

  /// Appends what has come; failed at its end.
  Result receive(std::string& received);

  Result send(const Batch& batch, Framing framing);
  Result send(std::string_view bytes);
  Result flush();
  bool has_pending() const { return !pending_.empty(); }

  /// Never more than that in one write; 0 lifts it.
  void limit_writes(std::size_t bytes) { most_per_write_ = bytes; }

  std::uint64_t sent_bytes() const { return sent_bytes_; }

  /// Says that nothing more will be sent.
  void shut();

  /// Makes the destructor send a reset instead of an end.
  void reset_on_close();

 private:
  struct FreeSsl {
    void operator()(SSL* ssl) const;
  };

  void keep(const Batch& batch, Framing framing);
  long write_some(std::string_view bytes);

  int fd_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  std::string pending_;
  std::size_t pending_sent_ = 0;
  std::size_t most_per_write_ = 0;
  std::uint64_t sent_bytes_ = 0;
};

}  // namespace origin
