// video_stream_labels_info: the labels that users gave their streams, as a target for joins.
#pragma once

#include <vex/service/snapshot.h>

#include <span>
#include <string>
#include <vector>

#include "sinks/prometheus/family.hpp"

namespace sinks::prometheus {

/// `,team="sports"` for each label. A key that an exposition may not hold gets "_" for what is
/// wrong in it; one that is `project`, `id` or begins with two underscores gets `label_` in front.
/// At most 16, the first of those that come out equal.
std::string user_labels(std::span<const vex_pair> labels);

/// Appends the family if any stream has labels. `labels` (of the streams) and the snapshot must
/// outlive it.
void append_labels_info(const vex_snapshot& snapshot, const std::vector<std::string>& labels,
                        std::vector<Family>& families);

}  // namespace sinks::prometheus
