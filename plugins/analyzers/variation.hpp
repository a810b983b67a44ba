// How much a bitrate varies from window to window.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

namespace analyzers {

/// The last ten values of a measurement.
class LastTen {
 public:
  void add(double value) noexcept {
    values_[next_] = value;
    next_ = (next_ + 1) % values_.size();
    count_ = std::min(count_ + 1, values_.size());
  }

  [[nodiscard]] std::span<const double> values() const noexcept {
    return std::span(values_).first(count_);
  }

  [[nodiscard]] std::optional<double> mean() const noexcept {
    if (count_ == 0) return std::nullopt;
    double sum = 0;
    for (const double value : values()) sum += value;
    return sum / static_cast<double>(count_);
  }

  /// The population standard deviation of the values divided by their mean. Nothing for fewer than
  /// three values, or if nothing flowed.
  [[nodiscard]] std::optional<double> coefficient_of_variation() const noexcept {
    const auto middle = mean();
    if (count_ < 3 || *middle <= 0) return std::nullopt;
    double squares = 0;
    for (const double value : values()) squares += (value - *middle) * (value - *middle);
    return std::sqrt(squares / static_cast<double>(count_)) / *middle;
  }

 private:
  std::array<double, 10> values_{};
  std::size_t count_ = 0;
  std::size_t next_ = 0;
};

/// 2 stable, 1 fair, 0 unstable.
inline constexpr int stability_score(double coefficient_of_variation) noexcept {
  if (coefficient_of_variation < 0.15) return 2;
  return coefficient_of_variation < 0.30 ? 1 : 0;
}

}  // namespace analyzers
