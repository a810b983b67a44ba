// Plugins and configuration, as every command loads them.
#pragma once

#include <filesystem>
#include <stdexcept>

#include "core/config/config.hpp"
#include "core/plugin/registry.hpp"

namespace core::app {

/// There is no configuration file where one is needed.
class NoConfig : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The plugins beside the program (<program>/../lib/video-exporter) and of the folders in
/// VEX_PLUGIN_PATH. [startup]
[[nodiscard]] plugin::Registry load_plugins();

/// The named file, or that of the standard places. Adds the plugins of its `plugins.path`. Throws
/// NoConfig, or config::InvalidConfig with all that is wrong. [startup]
[[nodiscard]] config::Config load_config(const std::filesystem::path& named,
                                         plugin::Registry& registry);

/// What holds without any file. [startup]
[[nodiscard]] config::Config default_config(plugin::Registry& registry);

/// Libraries that could not be used, as warnings in the log. [startup]
void log_problems(const plugin::Registry& registry);

}  // namespace core::app
