// Texts of plugins, users and peers made safe for an exposition.
#pragma once

#include <string>
#include <string_view>

namespace sinks::prometheus {

/// Printable ASCII that needs no escape anywhere.
bool is_plain(std::string_view text) noexcept;

/// Backslash, quote and line feed escaped. A scrape with a byte that is not UTF-8, or a NUL, would
/// be refused as a whole, so these become U+FFFD.
std::string escaped_label_value(std::string_view text);

/// The text behind `# HELP`: as above, with quotes escaped where `escape_quotes` (OpenMetrics).
std::string escaped_help(std::string_view text, bool escape_quotes);

/// Whether the name may stand in an exposition as a metric's: [a-zA-Z_:][a-zA-Z0-9_:]*.
bool is_metric_name(std::string_view name) noexcept;

/// Whether a plugin may use the key: [a-zA-Z_][a-zA-Z0-9_]*, none that begins with two underscores.
bool is_label_name(std::string_view name) noexcept;

}  // namespace sinks::prometheus
