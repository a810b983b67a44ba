// The exporter's own metrics, which belong to no stream.
#pragma once

#include <vex/service/snapshot.h>

#include <vector>

#include "sinks/prometheus/family.hpp"

namespace sinks::prometheus {

/// Appends a family for every own metric with a sample. The snapshot must outlive them.
void append_own_families(const vex_snapshot& snapshot, Form form, std::vector<Family>& families);

}  // namespace sinks::prometheus
