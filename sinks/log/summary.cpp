#include "sinks/log/summary.hpp"

#include <algorithm>
#include <vex/cpp/snapshot.hpp>

namespace sinks::log {

Summary summarize(const vex_snapshot& snapshot) {
  Summary summary;
  for (const vex_stream_snapshot* stream : vex::streams(snapshot)) {
    ++summary.streams;
    ++(stream->up == VEX_YES ? summary.up : stream->up == VEX_NO ? summary.down : summary.unknown);
    const auto found = vex::findings(*stream);
    summary.firing += std::count_if(found.begin(), found.end(), [](const auto& finding) {
      return finding.change->change == VEX_CHANGE_FIRING;
    });
  }
  summary.is_valid = snapshot.measurement_valid != VEX_NO;
  return summary;
}

}  // namespace sinks::log
