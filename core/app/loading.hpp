// Loads plugins and configuration for every command.
#pragma once

#include <filesystem>
#include <stdexcept>

#include "core/config/config.hpp"
#include "core/plugin/registry.hpp"

namespace core::app {

/// There is no configuration file although one is needed.
class NoConfig : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The plugins next to the program (<program>/../lib/video-exporter) and in the folders of
/// VEX_PLUGIN_PATH. [startup]
[[nodiscard]] plugin::Registry load_plugins();

/// Loads the named file, or the one in the standard places. Adds the plugins of its `plugins.path`.
/// Throws NoConfig, or config::InvalidConfig with all problems. [startup]
[[nodiscard]] config::Config load_config(const std::filesystem::path& named,
                                         plugin::Registry& registry);

/// The configuration without any file. [startup]
[[nodiscard]] config::Config default_config(plugin::Registry& registry);

/// Logs libraries that could not be used, as warnings. [startup]
void log_problems(const plugin::Registry& registry);

}  // namespace core::app
