// Which streams have completed a check since the last look.
#pragma once

#include <vex/service/snapshot.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace sinks::log {

/// For sampled streams; continuously watched ones have no checks.
class FreshChecks {
 public:
  /// A new stream is included once it has completed its first check.
  std::vector<const vex_stream_snapshot*> take(const vex_snapshot& snapshot);

 private:
  void forget_removed(const vex_snapshot& snapshot);

  std::unordered_map<std::string, std::uint64_t> seen_;  // checks per stream
};

}  // namespace sinks::log
