// Reads the attributes that EXT-X-KEY and EXT-X-SESSION-KEY share.
#pragma once

#include <optional>
#include <string_view>

#include "media/m3u8/key.hpp"
#include "media/m3u8/tag_attributes.hpp"

namespace media::m3u8 {

[[nodiscard]] Key read_key(Reading& reading, const TagInfo& tag, std::string_view list);

/// "<length>[@<offset>]"; the offset is absent if not given.
struct WrittenRange {
  std::uint64_t length = 0;
  std::optional<std::uint64_t> offset{};
};

[[nodiscard]] std::optional<WrittenRange> read_byte_range(std::string_view text);

}  // namespace media::m3u8
