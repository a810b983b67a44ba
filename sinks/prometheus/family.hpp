// A metric family: its heading in either form, and whoever writes its samples.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sinks/prometheus/negotiation.hpp"
#include "sinks/prometheus/writer.hpp"

namespace sinks::prometheus {

/// What `collect[]` calls the host's own metrics of streams, and those of the exporter itself.
inline constexpr std::string_view core_group = "core";
inline constexpr std::string_view exporter_group = "exporter";

enum class Kind { gauge = 1, counter, info, histogram, untyped };

struct Family {
  std::string name;  // of its samples, "_total" and "_info" included; a histogram's stem
  Kind kind = Kind::gauge;
  std::string_view unit{};
  std::string_view help{};
  std::string_view group{};  // the id of the plugin that declares it, or one of the two above
  std::function<void(Writer&)> write_samples{};
};

/// Two OpenMetrics families may not share a name, but there a counter `x_total` belongs to a family
/// `x`, which a gauge may hold already. Such a counter or info becomes untyped, so that the names
/// of its samples stay the same in both forms. Families of equal names must be gone by now.
void resolve_openmetrics_names(std::vector<Family>& families);

void write_heading(Writer& to, const Family& family, Form form);

}  // namespace sinks::prometheus
