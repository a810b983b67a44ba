// From a target to a stream.
#pragma once

#include <string>

#include "core/config/config.hpp"
#include "core/discovery/targets.hpp"

namespace core::discovery {

/// A target is a URL, or what follows `__scheme__://` (http), to which `__path__` or
/// `__metrics_path__` is added where it has no path of its own. What the stream is (project, id,
/// name, module, probe, url) comes from the label that the source's `map` names for it, else from
/// the label of that name, else from the source's `labels`; the project is "discovered", the id and
/// the name those of a stream in the file, where nobody says. Further labels become the stream's
/// own, but for those that begin with __.
///
/// Throws std::invalid_argument with a sentence that shows no secret.
[[nodiscard]] config::Stream stream_of(const Target& target, const config::DiscoverySource& source,
                                       const config::Config& config);

/// The target for people: its secrets are masked.
[[nodiscard]] std::string shown(const Target& target);

}  // namespace core::discovery
