// Makes texts from plugins, users and peers safe for an exposition.
#pragma once

#include <string>
#include <string_view>

namespace sinks::prometheus {

/// Whether it is printable ASCII that never needs escaping.
bool is_plain(std::string_view text) noexcept;

/// Escapes backslash, quote and line feed. A scrape with a byte that is not UTF-8, or a NUL, would
/// be rejected as a whole, so these become U+FFFD.
std::string escaped_label_value(std::string_view text);

/// The text after `# HELP`: as above, with quotes escaped if `escape_quotes` (OpenMetrics).
std::string escaped_help(std::string_view text, bool escape_quotes);

/// Whether it is a valid metric name: [a-zA-Z_:][a-zA-Z0-9_:]*.
bool is_metric_name(std::string_view name) noexcept;

/// Whether a plugin may use the key: [a-zA-Z_][a-zA-Z0-9_]*, without two leading underscores.
bool is_label_name(std::string_view name) noexcept;

}  // namespace sinks::prometheus
