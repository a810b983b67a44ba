// Converts transitions to text and back.
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

/// Finds the rows that stored transitions refer to: those of the loaded plugins, else substitutes,
/// since a plugin may have been removed. [thread-safe]
class RuleBook {
 public:
  struct Row {
    const vex_rule* rule;
    const vex_plugin* origin;  // null if the plugin is not loaded
  };

  explicit RuleBook(const plugin::Registry& registry);
  RuleBook(const RuleBook&) = delete;
  RuleBook& operator=(const RuleBook&) = delete;
  ~RuleBook();

  /// What is known of the rule besides its id, for use if no plugin declares it.
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

/// JSON. Instants are nanoseconds since 1970, because the monotonic clock means nothing to another
/// process.
[[nodiscard]] std::string to_text(const vex_record& record,
                                  const pipeline::Surroundings& surroundings);

/// Throws std::exception if it cannot be a transition.
[[nodiscard]] pipeline::RecordPtr record_from(std::string_view text, RuleBook& rules,
                                              const pipeline::Surroundings& surroundings);

}  // namespace core::outbox
