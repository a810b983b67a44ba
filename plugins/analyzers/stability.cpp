#include "plugins/analyzers/stability.hpp"

#include <cmath>

namespace analyzers {

void Stability::on_sample(const vex::Sample& sample) {
  if (!(bitrate_ == sample.metric) || std::isnan(sample.value)) return;
  bitrates_.add(sample.value);
  const auto measured = bitrates_.coefficient_of_variation();
  if (!measured) return;
  emit(variation, *measured);
  emit(score, stability_score(*measured));
  if (std::isnan(limit_)) return;
  emit(vex::Finding{.rule = unstable_bitrate,
                    .broken = *measured >= limit_,
                    .value = *measured,
                    .limit = limit_,
                    .message = "the bitrate varies from window to window"});
}

void Stability::on_state(const vex::State& state) {
  if (state.up != vex::Known::no) return;
  // The history stays, but a stream that is down is neither stable nor unstable.
  emit(variation, vex::absent);
  emit(score, vex::absent);
  if (!std::isnan(limit_)) emit(vex::Finding{.rule = unstable_bitrate, .broken = false});
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Stability)
