// Values of options: parsed and limited by the row that declares them.
#pragma once

#include <vex/plugin.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace core::plugin {

using TextList = std::vector<std::string>;
using TextMap = std::map<std::string, std::string>;

/// In the order of the storage kinds in vex_value: integer (also booleans, sizes and durations),
/// number, text, list, map.
using OptionValue = std::variant<std::int64_t, double, std::string, TextList, TextMap>;

/// Why a value is invalid, as the end of a sentence that starts with the value: "is not a duration:
/// write 30s, 500ms or 1h30m".
class InvalidValue : public std::runtime_error {
  using runtime_error::runtime_error;
};

/// Parses a text as written in the configuration; lists and maps are in brackets: [a, b], {a: x}.
/// Throws InvalidValue. [startup]
[[nodiscard]] OptionValue option_value(const vex_option& option, std::string_view text);

/// Whether the option is the name of a file: a text named `<something>_file`. Such names are
/// relative to the configuration, and the contents of the file are part of the setting.
[[nodiscard]] bool names_file(const vex_option& option);

/// "a duration", "one of: a, b": what the option accepts, for people.
[[nodiscard]] std::string expectation(const vex_option& option);

/// The word for a type: "duration". Empty for unknown types.
[[nodiscard]] std::string_view name_of_option_type(std::uint32_t type);

}  // namespace core::plugin
