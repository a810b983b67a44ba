// A media playlist under watch, and its media if that is fetched.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "media/m3u8/playlist.hpp"
#include "plugins/hls/decryption.hpp"
#include "plugins/hls/rendition_list.hpp"
#include "plugins/hls/rendition_media.hpp"
#include "plugins/hls/segment_queue.hpp"

namespace hls {

/// The location of a playlist.
struct Location {
  std::string uri{};
  std::string base{};
};

struct Rendition {
  Rendition(std::uint32_t its_number, RenditionPlan its_plan, std::string its_base)
      : number(its_number),
        plan(std::move(its_plan)),
        base(std::move(its_base)),
        is_primary(plan.is_primary) {}

  const std::uint32_t number;
  RenditionPlan plan;
  std::string base;  // of plan.uri

  std::optional<Location> newer{};  // where the multivariant playlist has it now, if elsewhere
  bool is_listed = true;            // by the multivariant playlist as it was last seen
  bool is_primary = false;          // its media currently goes to the analyzers

  // The playlist
  std::string url{};  // final, redacted; the base of its references
  std::string etag{};
  std::string last_modified{};
  std::size_t digest = 0;  // of the last text
  bool has_loaded = false;
  bool is_loading = false;
  bool is_finished = false;  // no more segments will be added
  bool can_block = false;
  unsigned failures = 0;                                 // in a row
  vex::Nanos target_duration{std::chrono::seconds(1)};   // until known
  vex::Nanos due{};                                      // for the next load
  vex::Nanos changed{};                                  // when the last new version arrived
  std::optional<media::m3u8::MediaPlaylist> playlist{};  // kept if media is fetched
  std::optional<vex::Error> failure{};                   // of the last load

  // The media
  std::unique_ptr<SegmentQueue> queue{};  // set if media is fetched
  std::unique_ptr<RenditionMedia> media{};
  bool is_fetching = false;
  bool is_retiring = false;                     // nothing more of it is fetched
  bool is_checking = false;                     // a segment that has left
  bool must_reload = false;                     // before anything else is fetched
  vex::Nanos last_media{};                      // when media was last fetched; 0: not yet
  unsigned good_segments = 0;                   // or parts, consecutive
  unsigned failed_segments = 0;                 // the same
  vex::Nanos next_check{};                      // of a removed segment
  std::uint64_t failed_sequence = 0;            // of the last of them
  std::optional<vex::Error> segment_failure{};  // the same
  std::string map{};      // the map that the container has read: its URI and range
  std::string key_uri{};  // of the key below
  std::optional<Block> key{};
  vex::TransportStream counted_errors{};  // of what has been read so far

  [[nodiscard]] bool fetches() const { return queue != nullptr; }
  [[nodiscard]] bool is_idle() const { return !is_loading && !is_fetching && !is_checking; }
  /// Just short of two target durations, after which a stream without a new segment is down.
  [[nodiscard]] vex::Nanos patience() const { return target_duration * 7 / 4; }
};

}  // namespace hls
