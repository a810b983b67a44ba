// Which alerts a receiver wants.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sinks/webhook/alert.hpp"

namespace sinks::webhook {

/// An empty list lets everything pass. Projects, rules and values of labels may hold the wildcards
/// `*`, `?` and `[a-z]`.
struct Filter {
  std::vector<std::string> projects{};
  std::vector<std::string> severities{};
  std::vector<std::string> rules{};
  std::map<std::string, std::string> labels{};  // of the user's own; all of them have to match
  bool send_resolved = true;

  [[nodiscard]] bool passes(const Alert& alert) const;
};

}  // namespace sinks::webhook
