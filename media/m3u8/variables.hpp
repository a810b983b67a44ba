// Variable substitution (rfc8216bis 4.3, 4.4.2.3).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "media/m3u8/playlist.hpp"

namespace media::m3u8 {

/// Whether it consists of letters, digits, "-" and "_" only.
[[nodiscard]] bool is_variable_name(std::string_view name);

[[nodiscard]] const Variable* find_variable(std::span<const Variable> variables,
                                            std::string_view name);

/// The text with each {$name} replaced by its value, at most 64 KiB. Nothing if one of the names is
/// undefined. Whatever is not a valid reference is left as it is.
[[nodiscard]] std::optional<std::string> substituted(std::string_view text,
                                                     std::span<const Variable> variables);

/// The percent-decoded value of a query parameter of a URI.
[[nodiscard]] std::optional<std::string> query_parameter(std::string_view uri,
                                                         std::string_view name);

}  // namespace media::m3u8
