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

/// An alert that Alertmanager shows as active.
struct ShownAlert {
  std::map<std::string, std::string> labels;
  std::map<std::string, std::string> annotations;
  std::string starts_at;
  std::string ends_at;
};

/// An Alertmanager of its own, without peers and without receivers.
class Alertmanager {
 public:
  Alertmanager();

  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::vector<ShownAlert> alerts() const;

  /// Asks again and again until the alerts are as wished. Throws std::runtime_error with the last
  /// ones when the time is over.
  std::vector<ShownAlert> await(
      const std::function<bool(const std::vector<ShownAlert>&)>& is_wished,
      std::chrono::milliseconds timeout) const;

 private:
  TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Process> process_;
};

}  // namespace support
