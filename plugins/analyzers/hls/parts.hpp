// A segment of low latency that was fetched part by part, put together.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <vex/vex.hpp>

#include "media/m3u8/media_playlist.hpp"

namespace analyzers::hls {

/// What its parts say of a segment, from the first to the last that came.
class GatheredSegment {
 public:
  explicit GatheredSegment(const vex::Segment& first);

  /// Whether it is the part that comes next.
  [[nodiscard]] bool continues_with(const vex::Segment& part) const;
  void add(const vex::Segment& part);

  /// As though it had been fetched whole; nothing unless it is listed, and these are all its parts.
  /// How long the fetch took is left out: parts are asked for before they are there. Its texts are
  /// borrowed.
  [[nodiscard]] std::optional<vex::Segment> whole(const media::m3u8::MediaPlaylist& list);

 private:
  vex::Segment sum_;  // its texts are not kept
  std::string codecs_;
  std::string uri_{};  // without secrets
  std::uint32_t parts_ = 1;
};

/// Gathers the parts of one rendition.
class PartGatherer {
 public:
  /// A part or a segment was fetched, or could not be. Gives the segment before it, which is
  /// over then; nullptr while one goes on, or where none was begun with its first part.
  [[nodiscard]] std::unique_ptr<GatheredSegment> take(const vex::Segment& fetched);

 private:
  std::unique_ptr<GatheredSegment> open_{};
};

}  // namespace analyzers::hls
