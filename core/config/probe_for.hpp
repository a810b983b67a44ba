// Chooses the probe of a stream by its configuration and its URL.
#pragma once

#include <vex/plugin.h>

#include <string>
#include <vector>

#include "core/net/url.hpp"

namespace core::config {

/// The named probe, else the one that claims the URL. nullptr if no probe has that name, which has
/// already been reported where the name is. Throws std::invalid_argument with a message.
[[nodiscard]] const vex_plugin* probe_for(const net::Url& url, const std::string& named,
                                          const std::vector<const vex_plugin*>& probes);

}  // namespace core::config
