// Whether a descriptor and its tables keep the promises of vex/plugin.h. What the compiler cannot
// see, an author learns here.
#pragma once

#include <vex/plugin.h>

#include <string>
#include <string_view>
#include <vector>

namespace core::plugin {

/// A word of [a-z][a-z0-9_]*: ids and names of options, rules and metrics.
[[nodiscard]] bool is_word(std::string_view text);

/// What is wrong, each as half a sentence: `option "limit": the default "x" is not a number`.
/// `services` are the ids of the host services that exist. [startup]
[[nodiscard]] std::vector<std::string> faults_of(const vex_plugin& plugin,
                                                 const std::vector<std::string>& services);

}  // namespace core::plugin
