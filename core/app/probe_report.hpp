// A report on one stream after a check, for people.
#pragma once

#include <vex/service/snapshot.h>

#include <string>

namespace core::app {

[[nodiscard]] std::string probe_report(const vex_stream_snapshot& stream, bool has_color);

}  // namespace core::app
