// Which probe watches a URL, where the configuration does not say.
#pragma once

#include <vex/plugin.h>

#include <string>
#include <string_view>
#include <vector>

namespace core::plugin {

/// The probe that claims the scheme and the ending of the path, else one that claims the scheme
/// whatever the path; the first of `probes` where several do. Fallbacks are asked when nobody else
/// claims it. nullptr: none claims it. Neither scheme nor ending has a case.
[[nodiscard]] const vex_plugin* choose_probe(const std::vector<const vex_plugin*>& probes,
                                             std::string_view scheme, std::string_view path);

/// Whether the probe can read URLs of that scheme.
[[nodiscard]] bool reads_scheme(const vex_plugin& probe, std::string_view scheme);

/// What the probes can read, for people: "http, https (.flv), rtmp".
[[nodiscard]] std::string readable(const std::vector<const vex_plugin*>& probes);

}  // namespace core::plugin
