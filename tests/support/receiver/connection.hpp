#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/receiver/receiver.hpp"

namespace support {

/// One connection of a receiver: a request and its answer, by blocking calls that a receiver's end
/// cuts short.
class Connection {
 public:
  /// Takes the descriptor. `context`: null for plain HTTP.
  Connection(int descriptor, SSL_CTX* context, Receiver& receiver);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void serve();

 private:
  bool shake_hands();
  std::optional<ReceivedRequest> read_request();
  bool read_some(std::string& to);
  bool write(std::string_view bytes);
  void answer(const Reply& reply);
  void wait(std::chrono::milliseconds length);
  void wait_for_end();
  void write_without_end(std::string_view piece, std::chrono::milliseconds pause);

  const int descriptor_;
  SSL* ssl_ = nullptr;
  Receiver& receiver_;
};

}  // namespace support
