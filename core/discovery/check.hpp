// Checks target files before they are used.
#pragma once

#include <string>
#include <vector>

#include "core/config/config.hpp"

namespace core::discovery {

/// All problems of the existing files, one message each.
[[nodiscard]] std::vector<std::string> check_files(const config::Config& config);

}  // namespace core::discovery
