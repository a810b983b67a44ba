// A metric family: its heading in either format, and a writer of its samples.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sinks/prometheus/negotiation.hpp"
#include "sinks/prometheus/writer.hpp"

namespace sinks::prometheus {

/// The name in `collect[]` of the host's own metrics of streams, and of those of the exporter
/// itself.
inline constexpr std::string_view core_group = "core";
inline constexpr std::string_view exporter_group = "exporter";

enum class Kind { gauge = 1, counter, info, histogram, untyped };

struct Family {
  std::string name;  // of its samples, including "_total" and "_info"; for a histogram, the stem
  Kind kind = Kind::gauge;
  std::string_view unit{};
  std::string_view help{};
  std::string_view group{};  // the id of the declaring plugin, or one of the two above
  std::function<void(Writer&)> write_samples{};
};

/// Two OpenMetrics families must not share a name, but in that format a counter `x_total` belongs
/// to a family `x`, which may already be a gauge. Such a counter or info becomes untyped, so that
/// its sample names are the same in both formats. Families with equal names must have been removed
/// before.
void resolve_openmetrics_names(std::vector<Family>& families);

void write_heading(Writer& to, const Family& family, Form form);

}  // namespace sinks::prometheus
