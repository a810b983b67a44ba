// Texts of users, plugins and peers made safe for a terminal, a JSON reader and a logfmt reader.
#pragma once

#include <string>
#include <string_view>

namespace sinks::log {

/// Longer texts are cut: the sentence of an error has at most 508 bytes, the rest is of no use.
inline constexpr std::size_t longest_text = 1024;

/// For people: nothing in it can move the cursor, break the line or turn the direction of writing;
/// such characters become "\n", "\x1b", "\u202e".
std::string printable(std::string_view text);

/// The inside of a JSON string (RFC 8259 7), valid UTF-8. Fit for logfmt's quotes too.
std::string json_escaped(std::string_view text);

/// A number that JSON can read: the shortest text that reads back as the same value.
std::string number_text(double value);

}  // namespace sinks::log
