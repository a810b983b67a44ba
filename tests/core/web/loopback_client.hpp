// A client that sends exactly the bytes it is given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace core::web {

class LoopbackClient {
 public:
  explicit LoopbackClient(std::uint16_t port);
  ~LoopbackClient();
  LoopbackClient(const LoopbackClient&) = delete;
  LoopbackClient& operator=(const LoopbackClient&) = delete;

  void send(std::string_view bytes);

  /// All that comes until the server closes.
  std::string receive_all();

  /// One answer with a Content-Length; what follows it stays for the next call.
  std::string receive_answer(bool has_body = true);

 private:
  bool receive_some();

  int socket_;
  std::string received_;
};

/// The whole answer to `GET target` on a connection of its own.
std::string get(std::uint16_t port, std::string_view target, std::string_view headers = {});

/// What stands behind the head of an answer.
std::string body_of(std::string_view answer);

}  // namespace core::web
