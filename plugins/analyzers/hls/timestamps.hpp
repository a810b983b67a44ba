// Checks the clock that all renditions of a stream share (RFC 8216 6.2.4, 3.5).
#pragma once

#include <optional>
#include <string_view>

#include "media/m3u8/media_playlist.hpp"
#include "plugins/analyzers/hls/judgement.hpp"

namespace analyzers::hls {

/// The extent of a segment's media according to its timestamps. For text, from the first cue to the
/// last.
struct MediaTime {
  std::uint64_t media_sequence = 0;
  std::uint64_t discontinuity_sequence = 0;
  vex::Nanos begin{};
  vex::Nanos end{};
};

/// The last segment read of a rendition, and the playlist that contains it.
struct TimestampView {
  std::string_view name{};
  const media::m3u8::MediaPlaylist* playlist = nullptr;
  vex::Nanos fetched{};  // of the playlist, on the exporter's clock
  std::optional<MediaTime> media{};
  bool is_text = false;
};

/// Whether the timestamps of a segment are consistent with those of the other rendition: by dates
/// if both have them, otherwise by the distance from the live edge, which is accurate to two target
/// durations. Makes no statement across a discontinuity. Takes the wrap of 33-bit timestamps into
/// account.
[[nodiscard]] Judgement timestamps_misaligned(const TimestampView& one, const TimestampView& other);

}  // namespace analyzers::hls
