// Client connections with time limits: a request or response that trickles must not hold a thread
// for as long as its peer likes.
#pragma once

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <chrono>
#include <cstddef>
#include <memory>

namespace core::web {

struct Patience {
  std::chrono::milliseconds request{10'000};   // first to last byte of a request
  std::chrono::milliseconds response{30'000};  // first to last byte of the response
  std::size_t request_bytes = 131'072;         // head and body
};

class Connections;

/// A bound and listening socket whose connections respect `patience`. Copied into a server as its
/// base.
class PatientServerSocket : public Poco::Net::ServerSocket {
 public:
  PatientServerSocket(const Poco::Net::SocketAddress& address, Patience patience);

  /// Accepts no more connections and shuts down the open ones. [thread-safe]
  void shut_down() noexcept;

 private:
  PatientServerSocket(Patience patience, std::shared_ptr<Connections> connections);

  std::shared_ptr<Connections> connections_;
};

}  // namespace core::web
