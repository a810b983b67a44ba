// vex/cpp/number.hpp - figures of findings for people to read.
#pragma once

#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>

namespace vex {

/// Four significant digits up to 1000, no decimals above: "0.603", "312001".
inline std::string rounded_text(double value) {
  std::array<char, 340> text{};  // the longest double has 309 digits
  std::snprintf(text.data(), text.size(), std::abs(value) < 1000 ? "%.4g" : "%.0f", value);
  return text.data();
}

/// The same with its unit, if any: "0.603 seconds".
inline std::string rounded_text(double value, std::string_view unit) {
  std::string text = rounded_text(value);
  if (!unit.empty()) text.append(" ").append(unit);
  return text;
}

}  // namespace vex
