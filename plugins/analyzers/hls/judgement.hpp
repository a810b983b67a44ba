// The verdict of a rule on one observation.
#pragma once

#include <string>
#include <utility>
#include <vector>
#include <vex/vex.hpp>

namespace analyzers::hls {

/// A line of evidence.
struct Fact {
  std::string key;
  std::string value;
};

struct Judgement {
  bool is_broken = false;
  double value = vex::absent;
  double limit = vex::absent;
  std::string message{};
  std::vector<Fact> evidence{};
};

/// For rules whose limit is in target durations or part targets.
inline double ratio(vex::Nanos time, vex::Nanos target) {
  return target.count() > 0 ? vex::seconds(time) / vex::seconds(target) : vex::absent;
}

/// The verdict on what complies with the rule.
inline Judgement fine() { return {}; }

inline Judgement broken(std::string message, double value, double limit,
                        std::vector<Fact> evidence = {}) {
  return {true, value, limit, std::move(message), std::move(evidence)};
}

}  // namespace analyzers::hls
