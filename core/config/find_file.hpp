// Which configuration file is meant.
#pragma once

#include <filesystem>
#include <vector>

#include "core/config/substitute.hpp"

namespace core::config {

/// The file of the command line where there is one, else that of the variable CONFIG_FILE; both may
/// name a file that is missing, which is for the loader to say. Else the first of
/// `standard_files()` that exists; empty: there is none. [startup]
[[nodiscard]] std::filesystem::path find_file(
    const std::filesystem::path& from_command_line,
    const Environment& environment = process_environment());

/// ./config.yml, /etc/video-exporter/config.yml
[[nodiscard]] std::vector<std::filesystem::path> standard_files();

}  // namespace core::config
