// Describes plugins from their tables: for a terminal and for the reference documentation.
#pragma once

#include <string>

#include "core/plugin/registry.hpp"

namespace core::plugin {

/// One line per plugin: kind, id, version, summary; then what could not be loaded.
[[nodiscard]] std::string describe_list(const Registry& registry);

/// Options, metrics and rules of one plugin.
[[nodiscard]] std::string describe(const Entry& entry);

/// The reference documentation of all plugins and of the program itself, as Markdown.
[[nodiscard]] std::string markdown(const Registry& registry);

}  // namespace core::plugin
