// The limit of a rule, in the unit of the rule.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core::plugin {

/// The value that switches a rule off in place of a limit.
inline constexpr std::string_view rule_off = "off";

/// A duration for the unit "seconds", a size for "bytes", otherwise a plain number.
[[nodiscard]] std::optional<double> limit_from(std::string_view unit, std::string_view text);

/// Describes a limit of that unit, for people.
[[nodiscard]] std::string limit_expectation(std::string_view unit);

}  // namespace core::plugin
