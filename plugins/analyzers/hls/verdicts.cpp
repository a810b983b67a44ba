#include "plugins/analyzers/hls/verdicts.hpp"

#include <algorithm>

namespace analyzers::hls {

Verdicts::State* Verdicts::find(const vex_rule& rule, std::uint32_t rendition) {
  for (State& state : states_) {
    if (state.rule == &rule && state.rendition == rendition) return &state;
  }
  return nullptr;
}

bool Verdicts::is_broken_anywhere(const vex_rule& rule) const {
  return std::any_of(states_.begin(), states_.end(),
                     [&](const State& state) { return state.rule == &rule && state.is_broken; });
}

bool Verdicts::is_first_word(const vex_rule& rule) {
  if (std::find(mentioned_.begin(), mentioned_.end(), &rule) != mentioned_.end()) return false;
  mentioned_.push_back(&rule);
  return true;
}

Verdicts::Say Verdicts::judge(const vex_rule& rule, std::uint32_t rendition,
                              Persistence persistence, bool violates) {
  State* state = find(rule, rendition);
  if (!violates && state == nullptr) {
    // Otherwise a finding from the previous run would stay.
    return is_first_word(rule) && !is_broken_anywhere(rule) ? Say::clear : Say::nothing;
  }
  if (state == nullptr) {
    states_.push_back({.rule = &rule, .rendition = rendition});
    state = &states_.back();
  }
  constexpr std::uint8_t twice = 2;
  if (violates) {
    state->clean = 0;
    if (state->violations < twice) ++state->violations;
    if (persistence != Persistence::second || state->violations == twice) state->is_broken = true;
    if (!state->is_broken) return Say::nothing;
    is_first_word(rule);
    return Say::broken;
  }
  state->violations = 0;
  if (persistence == Persistence::moment && ++state->clean < twice) return Say::nothing;
  const bool was_broken = state->is_broken;
  states_.erase(states_.begin() + (state - states_.data()));
  return was_broken && !is_broken_anywhere(rule) ? Say::clear : Say::nothing;
}

std::vector<const vex_rule*> Verdicts::forget(const std::function<bool(std::uint32_t)>& is_one) {
  std::vector<const vex_rule*> clear;
  for (const State& state : states_) {
    const bool is_new = std::find(clear.begin(), clear.end(), state.rule) == clear.end();
    if (state.is_broken && is_one(state.rendition) && is_new) clear.push_back(state.rule);
  }
  std::erase_if(states_, [&](const State& state) { return is_one(state.rendition); });
  std::erase_if(clear, [this](const vex_rule* rule) { return is_broken_anywhere(*rule); });
  return clear;
}

}  // namespace analyzers::hls
