#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/net/byte_stream.hpp"
#include "core/net/options.hpp"

namespace core::net {

class Inbox;

// The client side of TLS without the connection: it takes the peer's bytes from an inbox and leaves
// its own to be sent. Nothing here waits. Calls throw vex::Error (Reason::tls). [strand]
class TlsSession {
 public:
  enum class Step { done = 1, wants_bytes, ended };

  // `host` is the name or address that the certificate must match.
  TlsSession(SSL_CTX& context, const TlsOptions& options, const std::string& host, Inbox& wire);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  Step shake_hands();

  // Decrypts what it can into `room`; `count` is set to the number of bytes.
  Step read(std::span<std::byte> room, std::size_t& count);

  // Encrypts all of `data`.
  void write(Bytes data);

  // Returns and clears the bytes to send, possibly none.
  std::string take_outgoing();

  // The expiry time of the first certificate in the peer's chain, in seconds since 1970.
  std::optional<std::int64_t> expiry() const;

  // Used by OpenSSL's callbacks.
  Inbox& wire() { return wire_; }
  std::string& outgoing() { return outgoing_; }
  void note_verification_failure(int code, X509* certificate);

 private:
  [[noreturn]] void fail(const char* doing);

  std::string host_;
  Inbox& wire_;
  std::string outgoing_;
  std::string verification_failure_;
  std::unique_ptr<SSL, void (*)(SSL*)> ssl_;
};

}  // namespace core::net
