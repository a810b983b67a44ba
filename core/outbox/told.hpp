// What was told of every stream: which findings fire, and whether it is up.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "core/outbox/journal.hpp"
#include "core/pipeline/record.hpp"

namespace core::outbox {

/// Of the outbox's own thread.
class Told {
 public:
  /// Takes note of a transition, and of what that changes in `difference`; `body` is its text.
  /// False when it tells nothing new: a stream that is up again after a restart was up all along.
  bool note(const vex_record& record, const std::string& body, Contents& difference);

  /// What another process has told. What is known already stays.
  void adopt(const StoredFinding& finding);
  void adopt(const StoredState& state);

  /// Whether the finding is known to fire.
  [[nodiscard]] bool fires(const StoredFinding& finding) const;

  void add_to(Contents& whole) const;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // project, stream, rule

  std::map<Key, std::string> findings_;                    // with their texts
  std::unordered_map<std::string, std::uint32_t> states_;  // by project, NUL, stream
};

}  // namespace core::outbox
