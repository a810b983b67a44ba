// From a file to a configuration.
#pragma once

#include <filesystem>
#include <istream>
#include <string_view>

#include "core/config/config.hpp"
#include "core/config/problem.hpp"
#include "core/config/substitute.hpp"
#include "core/plugin/registry.hpp"

namespace core::config {

/// Tells contents of files apart.
[[nodiscard]] std::size_t fingerprint_of(std::string_view content);

/// Reads and checks a file. Folders that it names under `plugins.path` are loaded into `registry`
/// first. Throws InvalidConfig with all that is wrong. [startup]
[[nodiscard]] Config load(const std::filesystem::path& file, plugin::Registry& registry,
                          const Environment& environment = process_environment());

/// Reads the file of a running exporter anew. Nothing is loaded for it: plugins of folders that
/// were not named at the start are not there. What is as it was in `running` is the same object.
/// Throws InvalidConfig.
[[nodiscard]] Config reload(const plugin::Registry& registry, const Config& running,
                            const Environment& environment = process_environment());

/// The same for text from elsewhere; `file` is its name in errors and the place from which it names
/// other files. [startup]
[[nodiscard]] Config load(std::istream& in, const std::filesystem::path& file,
                          plugin::Registry& registry,
                          const Environment& environment = process_environment());

}  // namespace core::config
