// What has been reported of every stream: which findings fire, and whether it is up.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "core/outbox/journal.hpp"
#include "core/pipeline/record.hpp"

namespace core::outbox {

/// Belongs to the outbox's own thread.
class Told {
 public:
  /// Records a transition, and in `difference` what it changes; `body` is its text. False if it is
  /// nothing new: a stream that is up again after a restart was up all along.
  bool note(const vex_record& record, const std::string& body, Contents& difference);

  /// Adopts what another process has reported. What is already known is kept.
  void adopt(const StoredFinding& finding);
  void adopt(const StoredState& state);

  /// Whether the finding is known to fire.
  [[nodiscard]] bool fires(const StoredFinding& finding) const;

  void add_to(Contents& whole) const;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // project, stream, rule

  std::map<Key, std::string> findings_;                    // and their texts
  std::unordered_map<std::string, std::uint32_t> states_;  // by project, NUL, stream
};

}  // namespace core::outbox
