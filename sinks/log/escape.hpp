// Makes texts from users, plugins and peers safe for a terminal, a JSON reader and a logfmt reader.
#pragma once

#include <string>
#include <string_view>

namespace sinks::log {

/// Longer texts are truncated: the sentence of an error has at most 508 bytes, and nothing else
/// needs more.
inline constexpr std::size_t longest_text = 1024;

/// For people: nothing in it can move the cursor, break the line or change the text direction; such
/// characters become "
/// ", "\x1b", "\u202e".
std::string printable(std::string_view text);

/// The inside of a JSON string (RFC 8259 7), valid UTF-8. Also suitable inside logfmt's quotes.
std::string json_escaped(std::string_view text);

/// A number in JSON: the shortest text that reads back as the same value.
std::string number_text(double value);

}  // namespace sinks::log
