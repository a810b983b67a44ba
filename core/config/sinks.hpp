// `sinks`: where transitions and metrics go.
#pragma once

#include <vector>

#include "core/config/config.hpp"
#include "core/config/plugins.hpp"

namespace core::config {

/// The sinks that run by default, unless switched off, and those named in the file. `node` may be
/// nullptr. [startup]
[[nodiscard]] std::vector<Sink> read_sinks(const Node* node, const Path& path, Reading& reading,
                                           const Plugins& plugins);

}  // namespace core::config
