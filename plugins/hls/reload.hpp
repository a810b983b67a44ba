// When and how to reload a live playlist.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "media/m3u8/media_playlist.hpp"

namespace hls {

using std::chrono::nanoseconds;

/// The earliest time at which a playlist may be loaded again (RFC 8216 6.3.4): a target duration
/// after it was last requested, or half of one if it had not changed.
[[nodiscard]] nanoseconds reload_time(nanoseconds requested, nanoseconds target_duration,
                                      bool has_changed);

/// How soon a blocking reload may follow another. The server makes it wait for the next update; if
/// it does not, updates that come faster than allowed are still seen one by one.
[[nodiscard]] nanoseconds blocking_interval(const media::m3u8::MediaPlaylist& playlist);

/// Delivery directives of a blocking reload (rfc8216bis 6.2.5.2).
struct Directives {
  std::optional<std::uint64_t> media_sequence{};
  std::optional<std::uint64_t> part{};
  bool skip = false;
};

/// Asks for what follows this playlist, without the segments it already had if the server supports
/// that and `can_merge`. Empty if the server does not block.
[[nodiscard]] Directives directives_behind(const media::m3u8::MediaPlaylist& playlist,
                                           bool can_merge);

[[nodiscard]] std::string with_directives(std::string_view url, const Directives& directives);

}  // namespace hls
