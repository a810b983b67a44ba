// `discovery`: where further streams come from.
#pragma once

#include <string_view>
#include <vector>

#include "core/config/config.hpp"
#include "core/config/section.hpp"

namespace core::config {

/// What a stream is made of beside its own labels: keys of `map` and `labels`.
[[nodiscard]] bool is_stream_key(std::string_view key);

[[nodiscard]] Discovery read_discovery(Section& section, const std::vector<Module>& modules);

}  // namespace core::config
