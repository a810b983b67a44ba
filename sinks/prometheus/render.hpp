// Renders a snapshot as an exposition.
#pragma once

#include <vex/service/snapshot.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "sinks/prometheus/negotiation.hpp"
#include "sinks/prometheus/writer.hpp"

namespace sinks::prometheus {

struct Request {
  Form form = Form::text;
  std::vector<std::string_view> groups{};                                 // empty: all
  double last_scrape_seconds = std::numeric_limits<double>::quiet_NaN();  // NaN: none yet
};

/// Whether `group` is a valid name in `collect[]`: `core` (the host's metrics of streams),
/// `exporter` (its own metrics), or the id of a plugin.
bool is_group(const vex_snapshot& snapshot, std::string_view group);

/// Writes all families, sorted by name, and flushes. Returns a sentence for every family that had
/// to be skipped. [thread-safe]
std::vector<std::string> render(const vex_snapshot& snapshot, const Request& request, Writer& to);

}  // namespace sinks::prometheus
