// Tags that may appear in either kind of playlist (RFC 8216 4.3.1, 4.3.5; rfc8216bis 4.4.2).
#pragma once

#include <string_view>

#include "media/m3u8/reading.hpp"
#include "media/m3u8/tag.hpp"

namespace media::m3u8 {

void read_shared_tag(Reading& reading, const TagInfo& tag, std::string_view value,
                     const Surroundings& surroundings);

}  // namespace media::m3u8
