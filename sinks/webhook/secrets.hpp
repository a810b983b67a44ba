// What must never appear in the log, whoever says it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sinks::webhook {

/// Receivers repeat the request in their responses: "Cannot POST /services/T0/…". Paths and queries
/// of webhooks are credentials.
class Secrets {
 public:
  /// The path, its long segments, the query and its values.
  void add_target(std::string_view path_and_query);

  /// Values too short to be secrets are ignored, since masking them would hide words.
  void add(std::string_view secret);

  /// The text with each secret replaced by "***".
  [[nodiscard]] std::string hide(std::string text) const;

 private:
  std::vector<std::string> all_;  // longest first
};

}  // namespace sinks::webhook
