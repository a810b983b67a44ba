// Lines of playlists in a form that may be shown: without the values of queries, which may be
// secrets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "media/m3u8/media_playlist.hpp"
#include "plugins/analyzers/hls/judgement.hpp"

namespace analyzers::hls {

/// Finds lines of a text by number. Borrows the text.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  /// {"line 12", "#EXTINF:6.000,"}: at most 200 bytes, unprintable characters escaped.
  [[nodiscard]] Fact operator()(std::uint32_t number) const;

  /// The line of that tag of a segment, or what is known of the segment if it was copied from the
  /// previous playlist.
  [[nodiscard]] Fact of(const media::m3u8::Segment& segment, std::uint32_t line) const;

 private:
  std::string_view text_;
};

/// A line without secrets: URIs inside and outside quotes lose their query values, and variables,
/// which URIs are built from, are hidden.
[[nodiscard]] std::string shown_line(std::string_view line);

/// "4711: 6.000 s, seg4711.ts".
[[nodiscard]] std::string describe(const media::m3u8::Segment& segment);

/// "6.000 s".
[[nodiscard]] std::string shown(vex::Nanos time);

}  // namespace analyzers::hls
