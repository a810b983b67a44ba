// Durations that a media playlist promises about itself.
#pragma once

#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

[[nodiscard]] Judgement target_duration_exceeded(const media::m3u8::MediaPlaylist& now,
                                                 const Lines& lines);
[[nodiscard]] Judgement target_duration_changed(const Change& change);

/// A server may not remove a segment if less than `least` target durations remain. Segment
/// durations are rounded, like the target duration.
[[nodiscard]] Judgement window_short(const Change& change, double least);

/// Parts longer than the part target, or shorter than `least` of it where that is not allowed.
[[nodiscard]] Judgement part_duration(const media::m3u8::MediaPlaylist& now, const Lines& lines,
                                      double least);
[[nodiscard]] Judgement hold_back(const media::m3u8::MediaPlaylist& now, const Lines& lines);

}  // namespace analyzers::hls
