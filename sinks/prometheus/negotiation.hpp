// Which exposition format a client gets, and whether it is compressed.
#pragma once

#include <string_view>

namespace sinks::prometheus {

enum class Form {
  text = 1,     // Prometheus text format 0.0.4
  openmetrics,  // OpenMetrics 1.0.0
};

std::string_view content_type(Form form) noexcept;

/// The format that an Accept header prefers; text if it prefers neither.
Form negotiate_form(std::string_view accept);

/// Whether an Accept-Encoding header allows gzip and does not prefer the uncompressed form.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace sinks::prometheus
