// The clock that all renditions of a stream share (RFC 8216 6.2.4, 3.5).
#pragma once

#include <optional>
#include <string_view>

#include "media/m3u8/media_playlist.hpp"
#include "plugins/analyzers/hls/judgement.hpp"

namespace analyzers::hls {

/// The media of a segment by its own timestamps. Of text: from the first cue to the last.
struct MediaTime {
  std::uint64_t media_sequence = 0;
  std::uint64_t discontinuity_sequence = 0;
  vex::Nanos begin{};
  vex::Nanos end{};
};

/// The last segment that was read of a rendition, and the playlist that has it.
struct TimestampView {
  std::string_view name{};
  const media::m3u8::MediaPlaylist* playlist = nullptr;
  vex::Nanos fetched{};  // the playlist, by the exporter's clock
  std::optional<MediaTime> media{};
  bool is_text = false;
};

/// Whether the timestamps of a segment are where those of the other rendition say that it is: by
/// dates where both have them, else by how far it is from the live edge, which is seen to two
/// target durations. Nothing to say across a discontinuity. Timestamps of 33 bits wrap.
[[nodiscard]] Judgement timestamps_misaligned(const TimestampView& one, const TimestampView& other);

}  // namespace analyzers::hls
