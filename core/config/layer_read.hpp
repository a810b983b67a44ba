// The parts of a layer that have a form of their own.
#pragma once

#include "core/config/layer.hpp"

namespace core::config {

/// `probe`, `probes` and `analyzers`.
void read_layer_plugins(Section& section, const Plugins& plugins, Layer& layer);

/// `rules`.
[[nodiscard]] plugin::RuleChanges read_rules(Section& parent, const Plugins& plugins);

/// `labels`: names that Prometheus takes, except those that every series has anyhow.
[[nodiscard]] Pairs read_labels(Section& section);

}  // namespace core::config
