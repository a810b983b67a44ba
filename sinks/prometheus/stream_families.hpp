// The families of the streams' series: grouped by metric row in one pass over the snapshot.
#pragma once

#include <vex/service/snapshot.h>

#include <string>
#include <vector>

#include "sinks/prometheus/family.hpp"

namespace sinks::prometheus {

/// `project="cup",id="a"`, once per stream of the snapshot.
std::vector<std::string> stream_labels(const vex_snapshot& snapshot);

/// Appends a family for every exported metric with a series. `labels` and the snapshot must outlive
/// them. A row with invalid names is skipped and reported in `defects`.
void append_stream_families(const vex_snapshot& snapshot, const std::vector<std::string>& labels,
                            std::vector<Family>& families, std::vector<std::string>& defects);

}  // namespace sinks::prometheus
