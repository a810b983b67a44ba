// A media playlist under watch, and its media where that is fetched.
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

/// Where a playlist is.
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

  bool is_listed = true;            // by the multivariant playlist as it was last seen
  std::optional<Location> newer{};  // where the multivariant playlist has it now, if elsewhere
  bool is_primary = false;          // its media goes to the analyzers at present

  // The playlist
  std::string url{};  // final, redacted: the base of what it names
  std::string etag{};
  std::string last_modified{};
  std::size_t digest = 0;  // of the text last seen
  bool has_loaded = false;
  bool is_loading = false;
  bool is_finished = false;  // no segment will be added
  bool can_block = false;
  unsigned failures = 0;                                 // in a row
  vex::Nanos target_duration{std::chrono::seconds(1)};   // until it is known
  vex::Nanos due{};                                      // of the next load
  vex::Nanos changed{};                                  // when the last new version came
  std::optional<media::m3u8::MediaPlaylist> playlist{};  // kept where media is fetched
  std::optional<vex::Error> failure{};                   // of the last load

  // The media
  std::unique_ptr<SegmentQueue> queue{};  // set where media is fetched
  std::unique_ptr<RenditionMedia> media{};
  bool is_fetching = false;
  bool is_retiring = false;                     // no more is fetched of it
  vex::Nanos last_media{};                      // when media was had last; 0: not yet
  unsigned good_segments = 0;                   // or parts, in a row
  unsigned failed_segments = 0;                 // the same
  vex::Nanos next_check{};                      // of a segment that leaves the playlist
  bool is_checking = false;                     // one that has left
  std::uint64_t failed_sequence = 0;            // of the last of them
  std::optional<vex::Error> segment_failure{};  // the same
  bool must_reload = false;                     // before more is fetched
  std::string map{};                            // that the container has read: its URI and range
  std::string key_uri{};                        // of the key below
  std::optional<Block> key{};
  vex::TransportStream counted_errors{};  // of what was read so far

  [[nodiscard]] bool fetches() const { return queue != nullptr; }
  [[nodiscard]] bool is_idle() const { return !is_loading && !is_fetching && !is_checking; }
  /// Just short of two target durations, after which a stream without a new segment is down.
  [[nodiscard]] vex::Nanos patience() const { return target_duration * 7 / 4; }
};

}  // namespace hls
