// What goes wrong with streams of the origin while one exporter watches all of them at once, so
// that the healthy ones beside them can be seen untouched.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"

namespace end_to_end {

inline constexpr std::chrono::seconds liveness_timeout{5};
inline constexpr std::chrono::seconds patience{60};

/// A fault that a healthy stream is given and that is taken away again.
struct Fault {
  const char* id;
  const char* query;               // of origin::Server::set_fault
  const char* reason;              // what it is down for
  bool by_liveness;                // told within liveness_timeout and a second
  const char* transport = "auto";  // of RTSP
};

/// A stream that is broken from the beginning. Its fault is laid over the path, so that it can be
/// taken away.
struct Broken {
  const char* id;
  const char* query;
  const char* reason;
  const char* transport = "auto";
};

/// The origin and the exporter of one file of tests.
class FaultBench {
 public:
  /// `streams` makes what stands in the configuration below `streams:`, of an origin that listens
  /// for TLS, too. `path_of` the path of a stream's id.
  FaultBench(std::string (*path_of)(const std::string& id),
             const std::function<std::string(origin::Server&)>& streams);

  [[nodiscard]] origin::Server& origin() { return origin_; }
  [[nodiscard]] Exporter& exporter() { return exporter_; }

  /// The stream is down, at first.
  void expect_down(const std::string& id, const std::string& reason);

  /// Likewise, and its fault is taken away: early, so that its back-off has not grown when its
  /// recovery is waited for.
  void expect_broken(const Broken& row);

  /// The stream is up, down by its fault, and up again without it.
  void expect_fault_and_recovery(const Fault& row);

  /// Nothing has ever happened to the stream.
  void expect_untouched(const std::string& id);

 private:
  std::string (*path_of_)(const std::string& id);
  origin::Server origin_;
  Exporter exporter_;
};

/// The name of a test by its row.
inline constexpr auto by_id = [](const auto& test) { return std::string(test.param.id); };

}  // namespace end_to_end
