// Variable substitution (rfc8216bis 4.3, 4.4.2.3).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "media/m3u8/playlist.hpp"

namespace media::m3u8 {

/// A name of letters, digits, "-" and "_".
[[nodiscard]] bool is_variable_name(std::string_view name);

[[nodiscard]] const Variable* find_variable(std::span<const Variable> variables,
                                            std::string_view name);

/// The text with the value of each {$name} put in, at most 64 KiB. Nothing when one of the names is
/// not defined. What looks like no reference stays as it is.
[[nodiscard]] std::optional<std::string> substituted(std::string_view text,
                                                     std::span<const Variable> variables);

/// The value of a parameter in the query of a URI, percent-decoded.
[[nodiscard]] std::optional<std::string> query_parameter(std::string_view uri,
                                                         std::string_view name);

}  // namespace media::m3u8
