// The parts of a layer with a syntax of their own.
#pragma once

#include <string_view>

#include "core/config/layer.hpp"

namespace core::config {

/// `probe`, `probes` and `analyzers`.
void read_layer_plugins(Section& section, const Plugins& plugins, Layer& layer);

/// `rules`.
[[nodiscard]] plugin::RuleChanges read_rules(Section& parent, const Plugins& plugins);

/// `tls` and `http`: how servers are accessed.
[[nodiscard]] TlsLayer read_tls(Section& parent);
[[nodiscard]] HttpLayer read_http(Section& parent);

/// Whether Prometheus accepts it as a label name, and it is not a reserved one.
[[nodiscard]] bool is_label_name(std::string_view text);

/// `labels`: names that Prometheus accepts, except those that every series already has.
[[nodiscard]] Pairs read_labels(Section& section);

}  // namespace core::config
