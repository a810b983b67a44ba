// The parts of a layer that have a form of their own.
#pragma once

#include <string_view>

#include "core/config/layer.hpp"

namespace core::config {

/// `probe`, `probes` and `analyzers`.
void read_layer_plugins(Section& section, const Plugins& plugins, Layer& layer);

/// `rules`.
[[nodiscard]] plugin::RuleChanges read_rules(Section& parent, const Plugins& plugins);

/// `tls` and `http`: how a server is spoken to.
[[nodiscard]] TlsLayer read_tls(Section& parent);
[[nodiscard]] HttpLayer read_http(Section& parent);

/// Whether Prometheus takes it for the name of a label, and it is not of the reserved ones.
[[nodiscard]] bool is_label_name(std::string_view text);

/// `labels`: names that Prometheus takes, except those that every series has anyhow.
[[nodiscard]] Pairs read_labels(Section& section);

}  // namespace core::config
