// Blocking reloads, preload hints, rendition reports (rfc8216bis 6.2.5.2, 4.4.5.3, 4.4.5.4).
#pragma once

#include <string_view>

#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// Compares the result of a blocking reload with the request: the playlist must contain the segment
/// or part. If `now` is nullptr, the request failed, which `fetch` describes.
[[nodiscard]] Judgement blocking_reload(const vex::Playlist& fetch,
                                        const media::m3u8::MediaPlaylist* now);

/// Whether the response came within half the interval between parts, or between segments.
[[nodiscard]] bool is_answered_at_once(const vex::Playlist& fetch,
                                       const media::m3u8::MediaPlaylist* now);

/// The part that the previous version hinted at must be the next one.
[[nodiscard]] Judgement preload_hint(const Change& change);
/// A part that was requested because of a hint must arrive.
[[nodiscard]] Judgement hinted_part(const vex::Segment& part);

/// Whether a report lags behind what was already seen of that rendition; `seen` was fetched before
/// this playlist was requested.
[[nodiscard]] Judgement rendition_report(const media::m3u8::RenditionReport& report,
                                         const media::m3u8::MediaPlaylist& seen,
                                         std::string_view name, const Lines& lines);

}  // namespace analyzers::hls
