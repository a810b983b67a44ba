#include "core/plugin/facts.hpp"

#include <vex/cpp/metric_name.hpp>

#include "core/plugin/option_value.hpp"
#include "core/plugin/rule_limit.hpp"

namespace core::plugin {

std::string joined(const char* const* words, const char* separator) {
  std::string text;
  for (; *words != nullptr; ++words) text.append(text.empty() ? "" : separator).append(*words);
  return text;
}

std::string values_of(const vex_option& option) {
  std::string text = "required";
  if (option.fallback != nullptr) {
    const std::string preset = option.fallback;
    text = "default " + (preset.empty() ? "empty" : preset);
  }
  if (option.min != nullptr) text += std::string(", from ") + option.min;
  if (option.max != nullptr)
    text += std::string(option.min == nullptr ? ", up" : "") + " to " + option.max;
  return text;
}

std::string type_of(const vex_option& option) {
  if (option.type == VEX_OPTION_CHOICE) return joined(option.choices, " | ");
  return std::string(name_of_option_type(option.type));
}

std::string series_of(const vex_metric& metric) {
  std::string labels;
  for (const char* label : metric.labels) {
    if (label == nullptr) break;
    labels.append(labels.empty() ? "{" : ",").append(label);
  }
  return vex::full_name(metric) + labels + (labels.empty() ? "" : "}");
}

std::string type_of(const vex_metric& metric) {
  std::string type = metric.type == VEX_METRIC_COUNTER ? "counter"
                     : metric.type == VEX_METRIC_INFO  ? "info"
                                                       : "gauge";
  if ((metric.flags & VEX_METRIC_INTERNAL) != 0) type += ", not exported";
  return type;
}

const char* severity_of(const vex_rule& rule) {
  if (rule.severity == VEX_SEVERITY_INFO) return "info";
  return rule.severity == VEX_SEVERITY_CRITICAL ? "critical" : "warning";
}

std::string limit_of(const vex_rule& rule) {
  if (rule.limit == nullptr) return "none";
  const std::string limit = rule.limit;
  const std::string unit = rule.unit;
  if (limit == rule_off) return "off until set" + (unit.empty() ? "" : ", in " + unit);
  // Durations and sizes carry their unit.
  if (unit.empty() || unit == "seconds" || unit == "bytes") return limit;
  return limit + " " + unit;
}

std::string claims_of(const vex_probe& probe) {
  std::string text = joined(probe.schemes);
  const std::string endings = joined(probe.path_endings);
  if (!endings.empty()) text += "; paths that end in " + endings;
  return text;
}

}  // namespace core::plugin
