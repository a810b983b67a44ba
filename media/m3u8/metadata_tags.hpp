// Tags of media playlists that do not describe segments (RFC 8216 4.3.2.7, rfc8216bis 4.4.5).
#pragma once

#include <string_view>

#include "media/m3u8/media_playlist.hpp"
#include "media/m3u8/reading.hpp"
#include "media/m3u8/tag.hpp"

namespace media::m3u8 {

[[nodiscard]] DateRange read_date_range(Reading& reading, const TagInfo& tag,
                                        std::string_view value);
[[nodiscard]] Skip read_skip(Reading& reading, const TagInfo& tag, std::string_view value);
[[nodiscard]] PreloadHint read_preload_hint(Reading& reading, const TagInfo& tag,
                                            std::string_view value);
[[nodiscard]] RenditionReport read_rendition_report(Reading& reading, const TagInfo& tag,
                                                    std::string_view value);

}  // namespace media::m3u8
