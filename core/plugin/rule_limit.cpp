#include "core/plugin/rule_limit.hpp"

#include "core/plugin/grammar.hpp"

namespace core::plugin {

std::optional<double> limit_from(std::string_view unit, std::string_view text) {
  if (unit == "seconds") {
    const auto duration = duration_from(text);
    if (!duration) return std::nullopt;
    return std::chrono::duration<double>(*duration).count();
  }
  if (unit == "bytes") {
    const auto size = size_from(text);
    if (!size) return std::nullopt;
    return static_cast<double>(*size);
  }
  return number_from(text);
}

std::string limit_expectation(std::string_view unit) {
  if (unit == "seconds") return "a duration, such as 30, 30s, 500ms or 1h30m";
  if (unit == "bytes") return "a size, such as 512, 64KiB or 4MB";
  return unit.empty() ? "a number" : "a number in " + std::string(unit);
}

}  // namespace core::plugin
