// Playlist delta updates (rfc8216bis 4.4.5.2, 6.2.5.1).
#pragma once

#include <optional>
#include <string>

#include "media/m3u8/media_playlist.hpp"

namespace media::m3u8 {

/// Completes a delta update: the segments that it skips are copied from the previous playlist, with
/// their keys, maps, parts and date ranges, but without line numbers. Returns nothing on success,
/// and if nothing was skipped; otherwise the reason, in which case `update` is unchanged and the
/// client has to request the whole playlist.
[[nodiscard]] std::optional<std::string> merge_delta_update(const MediaPlaylist& previous,
                                                            MediaPlaylist& update);

}  // namespace media::m3u8
