// When a playlist changes, and how old it is on arrival.
#pragma once

#include <cstdint>

#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// `unchanged_for`: the same version was there at the least so long. `most` in target durations.
[[nodiscard]] Judgement playlist_stale(vex::Nanos unchanged_for, vex::Nanos target, double most);

/// `apart`: two versions came at the most so long after each other. `least` in target durations.
[[nodiscard]] Judgement playlist_too_early(vex::Nanos apart, vex::Nanos target, double least);

/// By the answer's Age header, negative where there is none; `most` in target durations.
[[nodiscard]] Judgement cached_too_long(std::int64_t age_seconds, vex::Nanos target, double most);

/// An older version came after a newer one: two edges disagree. `most` in target durations.
[[nodiscard]] Judgement edges_disagree(vex::Nanos behind, vex::Nanos target, double most);

[[nodiscard]] Judgement end_list_on_live(const Change& change);

}  // namespace analyzers::hls
