#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace origin {

std::vector<std::string_view> split(std::string_view text, char separator);

/// Text without spaces and tabs around it.
std::string_view trimmed(std::string_view text);

/// RFC 3986 2.1; a broken escape stays as it is.
std::string percent_decoded(std::string_view text);

bool equal_ignoring_case(std::string_view a, std::string_view b);

/// RFC 4648 4, with padding.
std::string base64(std::string_view bytes);

}  // namespace origin
