// Loads a configuration from a file.
#pragma once

#include <filesystem>
#include <istream>
#include <string_view>

#include "core/config/config.hpp"
#include "core/config/problem.hpp"
#include "core/config/substitute.hpp"
#include "core/plugin/registry.hpp"

namespace core::config {

/// Distinguishes contents of files.
[[nodiscard]] std::size_t fingerprint_of(std::string_view content);

/// Reads and checks a file. Folders that it names under `plugins.path` are first loaded into
/// `registry`. Throws InvalidConfig with all problems. [startup]
[[nodiscard]] Config load(const std::filesystem::path& file, plugin::Registry& registry,
                          const Environment& environment = process_environment());

/// Reads the file of a running exporter again. Loads no plugins: those in folders that were not
/// named at the start are missing. Parts equal to those in `running` are the same object. Throws
/// InvalidConfig.
[[nodiscard]] Config reload(const plugin::Registry& registry, const Config& running,
                            const Environment& environment = process_environment());

/// The same for text from elsewhere; `file` is its name in errors, and other files are relative to
/// it. [startup]
[[nodiscard]] Config load(std::istream& in, const std::filesystem::path& file,
                          plugin::Registry& registry,
                          const Environment& environment = process_environment());

}  // namespace core::config
