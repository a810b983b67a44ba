// Streams as JSON, for /api/v1/streams and `probe --json`. docs/api.md describes the members.
#pragma once

#include <vex/service/snapshot.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace core::web {

struct JsonOptions {
  std::function<std::int64_t(vex_time)> unix_time;  // nanoseconds since 1970
  bool has_metrics = false;                         // every series, including internal ones
  int indent = -1;                                  // blanks per level; negative: all on one line
};

/// One stream as an object.
[[nodiscard]] std::string stream_json(const vex_stream_snapshot& stream,
                                      const JsonOptions& options);

/// {"time": …, "measurement_valid": …, "streams": […]}
[[nodiscard]] std::string streams_json(const vex_snapshot& snapshot,
                                       const std::vector<const vex_stream_snapshot*>& streams,
                                       const JsonOptions& options);

}  // namespace core::web
