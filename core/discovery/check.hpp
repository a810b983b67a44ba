// What the files of targets are like before anybody watches by them.
#pragma once

#include <string>
#include <vector>

#include "core/config/config.hpp"

namespace core::discovery {

/// All that is wrong with the files that are there, a sentence each.
[[nodiscard]] std::vector<std::string> check_files(const config::Config& config);

}  // namespace core::discovery
