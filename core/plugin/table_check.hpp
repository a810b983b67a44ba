// Checks whether a descriptor and its tables follow vex/plugin.h where the compiler cannot.
#pragma once

#include <vex/plugin.h>

#include <string>
#include <string_view>
#include <vector>

namespace core::plugin {

/// A word of [a-z][a-z0-9_]*: ids and names of options, rules and metrics.
[[nodiscard]] bool is_word(std::string_view text);

/// All faults, each as half a sentence: `option "limit": the default "x" is not a number`.
/// `services` are the ids of the available host services. [startup]
[[nodiscard]] std::vector<std::string> faults_of(const vex_plugin& plugin,
                                                 const std::vector<std::string>& services);

}  // namespace core::plugin
