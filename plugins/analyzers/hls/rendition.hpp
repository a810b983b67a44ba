// State of one rendition that is kept between events.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "media/m3u8/playlist.hpp"
#include "plugins/analyzers/hls/bandwidth.hpp"
#include "plugins/analyzers/hls/parts.hpp"
#include "plugins/analyzers/hls/progress.hpp"
#include "plugins/analyzers/hls/segments.hpp"
#include "plugins/analyzers/hls/timestamps.hpp"

namespace analyzers::hls {

struct RenditionState {
  std::uint32_t id = 0;
  vex::Role role = vex::Role::none;
  std::uint32_t entry = vex::Playlist::no_entry;  // of the multivariant playlist seen last
  bool is_listed = true;                          // whether it was fetched since
  std::string name{};
  std::string url{};  // redacted

  std::optional<media::m3u8::Playlist> playlist{};  // the newest version
  vex::Nanos first_seen{};                          // when that version arrived
  std::uint64_t first_before = 0;            // the first sequence number of the previous version
  vex::Nanos seen_before{};                  // when that arrived
  std::optional<vex::Nanos> last_without{};  // when the previous version was last requested
  vex::Nanos last_requested{};               // for any version
  vex::Nanos fetched{};                      // when any version arrived

  Progress progress{};

  PartGatherer parts{};
  std::optional<SegmentEnd> end{};        // of the last segment read
  std::optional<MediaTime> media_time{};  // the same
  std::vector<SegmentSize> sizes{};       // of the most recent segments, contiguous
  std::uint64_t last_size_sequence = 0;
  MeanRate mean_rate{};

  [[nodiscard]] const media::m3u8::MediaPlaylist* media() const {
    return playlist ? playlist->media() : nullptr;
  }
  /// A sliding or growing playlist, which is expected to change.
  [[nodiscard]] bool is_live() const { return media() != nullptr && !media()->is_finished(); }
  [[nodiscard]] Rates rates() const {
    const bool is_whole = media() != nullptr && media()->is_finished();
    const vex::Nanos least = is_whole ? media()->duration() : least_for_mean;
    return {peak_bitrate(sizes, target()), mean_rate.over(std::min(least, least_for_mean))};
  }
  [[nodiscard]] vex::Nanos target() const {
    return media() != nullptr ? media()->target_duration.value_or(vex::Nanos{}) : vex::Nanos{};
  }
};

}  // namespace analyzers::hls
