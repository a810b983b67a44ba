#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/process/process.hpp"
#include "tests/support/servers/temporary_folder.hpp"

namespace support {

/// One series of an instant vector.
struct PromqlSample {
  std::map<std::string, std::string> labels;  // the name as __name__
  double value = 0;
};

/// A Prometheus of its own that scrapes one exporter on the loopback every second.
class Prometheus {
 public:
  explicit Prometheus(std::uint16_t exporter_port, const std::string& metrics_path = "/metrics");

  std::string url() const;

  /// The answer to an instant query. Throws std::runtime_error with Prometheus's words when it
  /// refuses.
  std::vector<PromqlSample> query(const std::string& promql) const;

  /// Asks again and again until the answer is as wished. Throws std::runtime_error with the last
  /// answer when the time is over.
  std::vector<PromqlSample> await(
      const std::string& promql,
      const std::function<bool(const std::vector<PromqlSample>&)>& is_wished,
      std::chrono::milliseconds timeout) const;

  /// Why its last scrape failed; empty when it did not.
  std::string scrape_error() const;

  /// Until a scrape has not failed: on a busy machine one may be late. Throws as `await` does.
  void await_good_scrape() const;

 private:
  TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Process> process_;
};

}  // namespace support
