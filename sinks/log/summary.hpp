// The state of all streams in a few numbers.
#pragma once

#include <vex/service/snapshot.h>

#include <cstdint>

namespace sinks::log {

struct Summary {
  std::int64_t streams = 0;
  std::int64_t up = 0;
  std::int64_t down = 0;
  std::int64_t unknown = 0;
  std::int64_t firing = 0;  // findings
  bool is_valid = true;     // false if the exporter is too busy to judge
};

Summary summarize(const vex_snapshot& snapshot);

}  // namespace sinks::log
