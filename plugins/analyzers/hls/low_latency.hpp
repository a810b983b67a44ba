// Blocking reloads, preload hints, rendition reports (rfc8216bis 6.2.5.2, 4.4.5.3, 4.4.5.4).
#pragma once

#include <string_view>

#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// What was asked of a blocking reload, against what came: the playlist has to have the segment or
/// the part. `now` may be nullptr: the request was answered by an error, which `fetch` tells.
[[nodiscard]] Judgement blocking_reload(const vex::Playlist& fetch,
                                        const media::m3u8::MediaPlaylist* now);

/// Within half of the time that goes by from one part to the next, or from one segment to the next.
[[nodiscard]] bool is_answered_at_once(const vex::Playlist& fetch,
                                       const media::m3u8::MediaPlaylist* now);

/// The part that the version before hinted at has to be what came next.
[[nodiscard]] Judgement preload_hint(const Change& change);
/// A part that was asked for after its hint has to come.
[[nodiscard]] Judgement hinted_part(const vex::Segment& part);

/// Whether a report says less than was already seen of that rendition; `seen` was fetched before
/// this playlist was asked for.
[[nodiscard]] Judgement rendition_report(const media::m3u8::RenditionReport& report,
                                         const media::m3u8::MediaPlaylist& seen,
                                         std::string_view name, const Lines& lines);

}  // namespace analyzers::hls
