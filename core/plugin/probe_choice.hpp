// Chooses the probe for a URL if the configuration does not.
#pragma once

#include <vex/plugin.h>

#include <string>
#include <string_view>
#include <vector>

namespace core::plugin {

/// The probe that claims the scheme and the ending of the path, else one that claims the scheme
/// with any path; the first of `probes` if there are several. Fallbacks are only considered if no
/// other probe claims the URL. nullptr if none does. Schemes and endings ignore case.
[[nodiscard]] const vex_plugin* choose_probe(const std::vector<const vex_plugin*>& probes,
                                             std::string_view scheme, std::string_view path);

/// Whether the probe can read URLs with that scheme.
[[nodiscard]] bool reads_scheme(const vex_plugin& probe, std::string_view scheme);

/// What the probes can read, for people: "http, https (.flv), rtmp".
[[nodiscard]] std::string readable(const std::vector<const vex_plugin*>& probes);

}  // namespace core::plugin
