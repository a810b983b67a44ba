// Describes the rows of a plugin's tables for the documentation.
#pragma once

#include <vex/plugin.h>

#include <string>

namespace core::plugin {

/// "default 10s, from 1s to 1h"; "required".
[[nodiscard]] std::string values_of(const vex_option& option);

/// "bool", or the words of a choice: "corrected | exact | off".
[[nodiscard]] std::string type_of(const vex_option& option);

/// "video_stream_gop_frames{stat}".
[[nodiscard]] std::string series_of(const vex_metric& metric);

/// "gauge", "counter", "info"; "gauge, not exported".
[[nodiscard]] std::string type_of(const vex_metric& metric);

/// "info", "warning", "critical".
[[nodiscard]] const char* severity_of(const vex_rule& rule);

/// "10s", "0.3 ratio", "off until set", "none".
[[nodiscard]] std::string limit_of(const vex_rule& rule);

/// "http, https; paths that end in .flv".
[[nodiscard]] std::string claims_of(const vex_probe& probe);

/// The words of a NULL-terminated table, separated by commas.
[[nodiscard]] std::string joined(const char* const* words, const char* separator = ", ");

}  // namespace core::plugin
