// When and how a live playlist is asked for again.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "media/m3u8/media_playlist.hpp"

namespace hls {

using std::chrono::nanoseconds;

/// The soonest that a playlist may be loaded again (RFC 8216 6.3.4): a target duration after it was
/// last asked for, or half of one where it had not changed.
[[nodiscard]] nanoseconds reload_time(nanoseconds requested, nanoseconds target_duration,
                                      bool has_changed);

/// How soon a blocking reload may follow another. The server makes it wait for what is due; where
/// it does not, versions that follow faster than they may are seen one by one.
[[nodiscard]] nanoseconds blocking_interval(const media::m3u8::MediaPlaylist& playlist);

/// Delivery directives of a blocking reload (rfc8216bis 6.2.5.2).
struct Directives {
  std::optional<std::uint64_t> media_sequence{};
  std::optional<std::uint64_t> part{};
  bool skip = false;
};

/// Asks for what comes behind this playlist, without the segments that it had already where the
/// server offers that and `can_merge`. Empty where the server does not block.
[[nodiscard]] Directives directives_behind(const media::m3u8::MediaPlaylist& playlist,
                                           bool can_merge);

[[nodiscard]] std::string with_directives(std::string_view url, const Directives& directives);

}  // namespace hls
