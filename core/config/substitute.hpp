// Replaces ${NAME} in values by a variable of the environment.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/config/document.hpp"

namespace core::config {

/// The value of a variable; nothing if it is undefined.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The environment of this process.
[[nodiscard]] Environment process_environment();

/// Replaces ${NAME} in all values below `root`, never in keys. $${ stands for ${ itself. An
/// undefined variable is a problem. [startup]
void substitute(Node& root, const Environment& environment, Problems& problems);

}  // namespace core::config
