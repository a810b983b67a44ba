// When a playlist changes, and how old it is on arrival.
#pragma once

#include <cstdint>

#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// `unchanged_for`: the same version has been there for at least this long. `most` is in target
/// durations.
[[nodiscard]] Judgement playlist_stale(vex::Nanos unchanged_for, vex::Nanos target, double most);

/// `apart`: two versions followed each other within at most this time. `least` is in target
/// durations.
[[nodiscard]] Judgement playlist_too_early(vex::Nanos apart, vex::Nanos target, double least);

/// Judges by the response's Age header, negative if there is none; `most` is in target durations.
[[nodiscard]] Judgement cached_too_long(std::int64_t age_seconds, vex::Nanos target, double most);

/// An older version arrived after a newer one, so two edges disagree. `most` is in target
/// durations.
[[nodiscard]] Judgement edges_disagree(vex::Nanos behind, vex::Nanos target, double most);

[[nodiscard]] Judgement end_list_on_live(const Change& change);

}  // namespace analyzers::hls
