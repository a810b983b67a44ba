// The text of /metrics taken apart.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace end_to_end {

struct Sample {
  std::string name;
  std::map<std::string, std::string> labels;
  double value = 0;
};

class Exposition {
 public:
  /// Text format 0.0.4. Throws std::runtime_error at a line that is none of it.
  explicit Exposition(std::string_view text);

  using Labels = std::map<std::string, std::string>;

  /// The value of the one series that has these labels, among others.
  [[nodiscard]] std::optional<double> value(std::string_view name, const Labels& labels = {}) const;

  /// All series of a name that have these labels.
  [[nodiscard]] std::vector<Sample> series(std::string_view name, const Labels& labels = {}) const;

 private:
  std::vector<Sample> samples_;
};

}  // namespace end_to_end
