// vex/cpp/metric_name.hpp - the name under which a metric of a stream is exported.
#pragma once

#include <string>
#include <string_view>

#include "../plugin.h"

namespace vex {

/// `video_stream_` + name + `_` + unit, plus `_total` for a counter or `_info` for an info. Empty
/// parts leave no underscore: the info without a name is `video_stream_info`.
inline std::string full_name(const vex_metric& metric) {
  std::string name = "video_stream";
  const auto append = [&name](std::string_view part) {
    if (!part.empty()) name.append("_").append(part);
  };
  append(metric.name);
  append(metric.unit);
  if (metric.type == VEX_METRIC_COUNTER) append("total");
  if (metric.type == VEX_METRIC_INFO) append("info");
  return name;
}

}  // namespace vex
