// Lists of targets in the format of Prometheus' file_sd and http_sd: [{"targets":
// ["http://origin/live/a.flv"], "labels": {"project": "cup"}}].
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/config.hpp"

namespace core::discovery {

struct Target {
  std::string address;
  std::shared_ptr<const config::Pairs> labels;  // those of its group
  std::string place;                            // "cup.yml:3:9", "[0].targets[1]"

  /// nullptr if there is no label with that name.
  [[nodiscard]] const std::string* label(std::string_view name) const;
};

struct Targets {
  std::vector<Target> list;
  std::vector<std::string> problems;  // of skipped entries, one message each
};

inline constexpr std::size_t largest_document = std::size_t{32} * 1024 * 1024;
inline constexpr std::size_t most_targets = 100'000;

enum class Syntax { json = 1, yaml };

/// Invalid entries are skipped and reported. Throws std::runtime_error with a message if nothing is
/// usable. `name` is what messages call the document.
[[nodiscard]] Targets read_targets(const std::string& text, Syntax syntax, const std::string& name);

}  // namespace core::discovery
