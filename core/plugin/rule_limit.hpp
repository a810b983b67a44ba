// The limit of a rule, written in the unit that the rule is measured in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core::plugin {

/// The value that switches a rule off, where a limit may stand.
inline constexpr std::string_view rule_off = "off";

/// A duration for the unit "seconds", a size for "bytes", else a plain number.
[[nodiscard]] std::optional<double> limit_from(std::string_view unit, std::string_view text);

/// What a limit of that unit looks like, for people.
[[nodiscard]] std::string limit_expectation(std::string_view unit);

}  // namespace core::plugin
