// Suggestions for unknown words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core::config {

/// `did you mean "check_interval"?`, or `known here: a, b, c` if nothing resembles the word.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     const std::vector<std::string_view>& known);

}  // namespace core::config
