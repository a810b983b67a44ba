// What no line of the log may show, whoever says it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sinks::webhook {

/// Receivers repeat in their answers what they were asked: "Cannot POST /services/T0/…". Paths and
/// queries of webhooks are credentials.
class Secrets {
 public:
  /// The path, its long segments, the query and its values.
  void add_target(std::string_view path_and_query);

  /// One that is too short to be a secret is left out: it would hide words.
  void add(std::string_view secret);

  /// The text with "***" in the place of each secret.
  [[nodiscard]] std::string hide(std::string text) const;

 private:
  std::vector<std::string> all_;  // the longest first
};

}  // namespace sinks::webhook
