// Turns a target into a stream.
#pragma once

#include <string>

#include "core/config/config.hpp"
#include "core/discovery/targets.hpp"

namespace core::discovery {

/// A target is a URL, or what follows `__scheme__://` (default: http), to which `__path__` or
/// `__metrics_path__` is appended if it has no path of its own. The stream's properties (project,
/// id, name, module, probe, url) come from the label that the source's `map` names for them, else
/// from the label of that name, else from the source's `labels`. By default the project is
/// "discovered", and id and name are those of a stream in the file. Further labels become the
/// stream's own, except those that start with __.
///
/// Throws std::invalid_argument with a message that shows no secret.
[[nodiscard]] config::Stream stream_of(const Target& target, const config::DiscoverySource& source,
                                       const config::Config& config);

/// The target for display: its secrets are masked.
[[nodiscard]] std::string shown(const Target& target);

}  // namespace core::discovery
