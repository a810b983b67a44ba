// Which streams have completed a check since they were last looked at.
#pragma once

#include <vex/service/snapshot.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace sinks::log {

/// For sampled streams; those that stay connected have no checks.
class FreshChecks {
 public:
  /// A stream that was never seen counts as fresh once it has completed its first check.
  std::vector<const vex_stream_snapshot*> take(const vex_snapshot& snapshot);

 private:
  void forget_removed(const vex_snapshot& snapshot);

  std::unordered_map<std::string, std::uint64_t> seen_;  // checks of each stream
};

}  // namespace sinks::log
