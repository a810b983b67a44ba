// Turns judgements into findings: some count at once, others have to be seen twice.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>
#include <vex/vex.hpp>

namespace analyzers::hls {

/// When a rule counts as broken.
enum class Persistence : std::uint8_t {
  at_once = 1,  // from the first violation to the first observation without one
  second,       // from the second consecutive violation on; a single one is ignored
  moment,       // at once, until two observations without one: for transitions
};

/// There is one finding per stream but judgements are per rendition: the finding lasts as long as
/// any rendition breaks the rule.
class Verdicts {
 public:
  enum class Say : std::uint8_t { nothing = 1, broken, clear };

  /// What to emit for a rule after an observation of a rendition.
  Say judge(const vex_rule& rule, std::uint32_t rendition, Persistence persistence, bool violates);

  /// Discards the observations of these observers. Returns the rules that are clear because of
  /// that.
  std::vector<const vex_rule*> forget(const std::function<bool(std::uint32_t)>& is_one);

 private:
  struct State {
    const vex_rule* rule = nullptr;
    std::uint32_t rendition = 0;
    std::uint8_t violations = 0;  // in a row, up to 2
    std::uint8_t clean = 0;       // consecutive observations, up to 2
    bool is_broken = false;
  };

  State* find(const vex_rule& rule, std::uint32_t rendition);
  [[nodiscard]] bool is_broken_anywhere(const vex_rule& rule) const;
  bool is_first_word(const vex_rule& rule);

  std::vector<State> states_{};               // of rules violated recently
  std::vector<const vex_rule*> mentioned_{};  // rules that have been reported on
};

}  // namespace analyzers::hls
