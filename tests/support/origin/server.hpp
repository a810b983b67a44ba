#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/origin/certificates.hpp"
#include "tests/support/origin/path_table.hpp"

namespace origin {

enum class Scheme { http = 1, https, ws, wss, rtmp, rtmps, rtsp, rtsps };

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  bool with_tls = false;   // four more ports, one for each certificate
};

/// A live origin: any path that ends in .flv plays a clip in a loop in real time, by HTTP or
/// WebSocket, and any path whatever by RTMP and RTSP, all on the same port. The query says what is
/// played and what goes wrong with it (README.md has the table).
///
/// It runs on a thread of its own from construction to destruction; all functions are
/// [thread-safe].
class Server {
 public:
  explicit Server(const Options& options = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;

  /// The port that shows that certificate; needs Options::with_tls.
  std::uint16_t tls_port(Certificate certificate) const;

  /// The URL of "/live/a.flv?stall_after=2" here; https and wss lead to the port of that
  /// certificate and need Options::with_tls.
  std::string url(std::string_view target, Scheme scheme = Scheme::http,
                  Certificate certificate = Certificate::good) const;

  /// The authority that clients of https have to trust, as a PEM file that lives as long as the
  /// server.
  std::filesystem::path ca_file() const;

  /// Lays parameters over those of each request for the path ("/live/a.flv"), and over those of the
  /// connections that play it now: for these, times count from now on. Throws std::invalid_argument
  /// as set_parameters() does.
  void set_fault(const std::string& path, const std::string& query);

  /// Takes them away again; a stream that was stalled goes on.
  void clear_fault(const std::string& path);

  PathFigures figures(const std::string& path) const;

  /// Waits until the path was requested `count` times in all; false when the time is over first.
  bool await_requests(const std::string& path, std::uint64_t count,
                      std::chrono::milliseconds timeout) const;

  /// Waits until just `count` connections are served on the path.
  bool await_open(const std::string& path, std::uint64_t count,
                  std::chrono::milliseconds timeout) const;

  /// Waits until the figures of the path are as wished.
  bool await(const std::string& path, const PathTable::Condition& condition,
             std::chrono::milliseconds timeout) const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace origin
