// One stream's series in Prometheus' text format 0.0.4, for /probe. The prometheus sink renders all
// streams together.
#pragma once

#include <vex/service/snapshot.h>

#include <string>
#include <string_view>

namespace core::web {

/// A family with one series and at most one label.
[[nodiscard]] std::string family_text(std::string_view name, std::string_view help, double value,
                                      std::string_view label = {},
                                      std::string_view label_value = {});

/// All families of the stream, sorted by name, without internal metrics and absent values.
[[nodiscard]] std::string stream_text(const vex_stream_snapshot& stream);

}  // namespace core::web
