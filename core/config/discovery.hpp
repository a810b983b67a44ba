// `discovery`: where further streams come from.
#pragma once

#include <string_view>
#include <vector>

#include "core/config/config.hpp"
#include "core/config/section.hpp"

namespace core::config {

/// The keys of `map` and `labels` that define a stream, apart from its own labels.
[[nodiscard]] bool is_stream_key(std::string_view key);

[[nodiscard]] Discovery read_discovery(Section& section, const std::vector<Module>& modules);

}  // namespace core::config
