// Which alerts a receiver wants.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sinks/webhook/alert.hpp"

namespace sinks::webhook {

/// An empty list accepts everything. Projects, rules and label values may contain the wildcards
/// `*`, `?` and `[a-z]`.
struct Filter {
  std::vector<std::string> projects{};
  std::vector<std::string> severities{};
  std::vector<std::string> rules{};
  std::map<std::string, std::string> labels{};  // the user's own; all of them must match
  bool send_resolved = true;

  [[nodiscard]] bool passes(const Alert& alert) const;
};

}  // namespace sinks::webhook
