// Makes findings of judgements: what counts at once, what has to be seen twice.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>
#include <vex/vex.hpp>

namespace analyzers::hls {

/// When a rule counts as broken.
enum class Persistence : std::uint8_t {
  at_once = 1,  // from the first violation to the first observation without one
  second,       // from the second violation in a row on: one oddity is none
  moment,       // at once, and until two observations without one: what happened once and is over
};

/// A finding is one for the whole stream, judgements are of one rendition each: it is broken as
/// long as it is of any of them.
class Verdicts {
 public:
  enum class Say : std::uint8_t { nothing = 1, broken, clear };

  /// What is to be emitted of a rule after an observation of a rendition.
  Say judge(const vex_rule& rule, std::uint32_t rendition, Persistence persistence, bool violates);

  /// What was observed by any of these observers counts no more. Returns the rules that are clear
  /// by that.
  std::vector<const vex_rule*> forget(const std::function<bool(std::uint32_t)>& is_one);

 private:
  struct State {
    const vex_rule* rule = nullptr;
    std::uint32_t rendition = 0;
    std::uint8_t violations = 0;  // in a row, up to 2
    std::uint8_t clean = 0;       // observations in a row, up to 2
    bool is_broken = false;
  };

  State* find(const vex_rule& rule, std::uint32_t rendition);
  [[nodiscard]] bool is_broken_anywhere(const vex_rule& rule) const;
  bool is_first_word(const vex_rule& rule);

  std::vector<State> states_{};               // of rules that were violated lately
  std::vector<const vex_rule*> mentioned_{};  // rules that something was said of
};

}  // namespace analyzers::hls
