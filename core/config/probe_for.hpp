// The probe of a stream, by what its configuration says and by its URL.
#pragma once

#include <vex/plugin.h>

#include <string>
#include <vector>

#include "core/net/url.hpp"

namespace core::config {

/// The probe that is named, else the one that claims the URL. nullptr: there is none of that name,
/// which has been said where the name stands. Throws std::invalid_argument with a sentence.
[[nodiscard]] const vex_plugin* probe_for(const net::Url& url, const std::string& named,
                                          const std::vector<const vex_plugin*>& probes);

}  // namespace core::config
