// Transitions as text, and back.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/pipeline/record.hpp"
#include "core/pipeline/surroundings.hpp"

namespace core::plugin {
class Registry;
}

namespace core::outbox {

/// Finds the rows that stored transitions point at: those of the loaded plugins, else rows of its
/// own, for a plugin may be gone. [thread-safe]
class RuleBook {
 public:
  struct Row {
    const vex_rule* rule;
    const vex_plugin* origin;  // null where the plugin is not loaded
  };

  explicit RuleBook(const plugin::Registry& registry);
  RuleBook(const RuleBook&) = delete;
  RuleBook& operator=(const RuleBook&) = delete;
  ~RuleBook();

  /// What is known of the rule beside its id serves where no plugin declares it.
  struct Facts {
    std::string id;
    std::uint32_t severity = 0;
    std::string clause;
    std::string help;
    std::string unit;
  };
  [[nodiscard]] Row find(const Facts& facts);

 private:
  struct Own;

  std::mutex mutex_;
  std::map<std::string, Row, std::less<>> rows_;
  std::vector<std::unique_ptr<Own>> own_;
};

/// JSON. Instants are told as nanoseconds since 1970: the monotonic clock of another process knows
/// nothing of them.
[[nodiscard]] std::string to_text(const vex_record& record,
                                  const pipeline::Surroundings& surroundings);

/// Throws std::exception for what cannot be a transition.
[[nodiscard]] pipeline::RecordPtr record_from(std::string_view text, RuleBook& rules,
                                              const pipeline::Surroundings& surroundings);

}  // namespace core::outbox
