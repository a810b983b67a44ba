// Assembles a low-latency segment that was fetched part by part.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <vex/vex.hpp>

#include "media/m3u8/media_playlist.hpp"

namespace analyzers::hls {

/// What the parts say about a segment, from the first to the last that has arrived.
class GatheredSegment {
 public:
  explicit GatheredSegment(const vex::Segment& first);

  /// Whether it is the next part.
  [[nodiscard]] bool continues_with(const vex::Segment& part) const;
  void add(const vex::Segment& part);

  /// The segment as if it had been fetched whole; nothing unless it is listed and all its parts are
  /// here. The download time is left out, because parts are requested before they exist. Its texts
  /// are borrowed.
  [[nodiscard]] std::optional<vex::Segment> whole(const media::m3u8::MediaPlaylist& list);

 private:
  vex::Segment sum_;  // without its texts
  std::string codecs_;
  std::string uri_{};  // without secrets
  std::uint32_t parts_ = 1;
};

/// Collects the parts of one rendition.
class PartGatherer {
 public:
  /// Takes a part or segment that was fetched, or failed. Returns the previous segment, which is
  /// complete then; nullptr while one continues, or if none was started with its first part.
  [[nodiscard]] std::unique_ptr<GatheredSegment> take(const vex::Segment& fetched);

 private:
  std::unique_ptr<GatheredSegment> open_{};
};

}  // namespace analyzers::hls
