// ${NAME} in values stands for a variable of the environment.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/config/document.hpp"

namespace core::config {

/// The value of a variable; none when it is not defined.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// Of this process.
[[nodiscard]] Environment process_environment();

/// Replaces ${NAME} in all values below `root`, never in keys. $${ stands for ${ itself. A variable
/// that is not defined is a problem. [startup]
void substitute(Node& root, const Environment& environment, Problems& problems);

}  // namespace core::config
