// video_stream_labels_info: the labels that users gave their streams, for joins.
#pragma once

#include <vex/service/snapshot.h>

#include <span>
#include <string>
#include <vector>

#include "sinks/prometheus/family.hpp"

namespace sinks::prometheus {

/// `,team="sports"` for each label. Invalid characters in a key become "_"; a key that is `project`
/// or `id`, or starts with two underscores, gets the prefix `label_`. At most 16; of equal keys the
/// first.
std::string user_labels(std::span<const vex_pair> labels);

/// Appends the family if any stream has labels. `labels` (of the streams) and the snapshot must
/// outlive it.
void append_labels_info(const vex_snapshot& snapshot, const std::vector<std::string>& labels,
                        std::vector<Family>& families);

}  // namespace sinks::prometheus
