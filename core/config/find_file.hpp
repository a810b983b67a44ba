// Finds the configuration file.
#pragma once

#include <filesystem>
#include <vector>

#include "core/config/substitute.hpp"

namespace core::config {

/// The file from the command line if there is one, else that of the variable CONFIG_FILE; either
/// may be missing, which the loader reports. Otherwise the first of `standard_files()` that exists;
/// empty if there is none. [startup]
[[nodiscard]] std::filesystem::path find_file(
    const std::filesystem::path& from_command_line,
    const Environment& environment = process_environment());

/// ./config.yml, /etc/video-exporter/config.yml
[[nodiscard]] std::vector<std::filesystem::path> standard_files();

}  // namespace core::config
