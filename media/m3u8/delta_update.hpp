// Playlist delta updates (rfc8216bis 4.4.5.2, 6.2.5.1).
#pragma once

#include <optional>
#include <string>

#include "media/m3u8/media_playlist.hpp"

namespace media::m3u8 {

/// Makes the whole playlist of a delta update: the segments that it skips are taken over from the
/// playlist before, with their keys, maps, parts and date ranges, and have no line of their own.
/// Nothing is returned when all is well, also where nothing was skipped; else why it could not be
/// done, `update` is as it was, and the client has to ask for the whole playlist.
[[nodiscard]] std::optional<std::string> merge_delta_update(const MediaPlaylist& previous,
                                                            MediaPlaylist& update);

}  // namespace media::m3u8
