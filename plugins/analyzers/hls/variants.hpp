// What the variants of a stream owe each other (RFC 8216 6.2.4), and groups their renditions
// (4.3.4.1).
#pragma once

#include <span>
#include <string_view>

#include "media/m3u8/playlist.hpp"
#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// One of the variants as it was last seen.
struct VariantView {
  std::string_view name{};
  const media::m3u8::MediaPlaylist* playlist = nullptr;
  vex::Nanos fetched{};  // by the exporter's clock
  vex::Nanos lost{};     // of its own pace, for those without dates
};

/// Other target durations, or another discontinuity sequence at the same date. Without dates: of
/// variants that keep up with each other, whole windows that have no discontinuity sequence in
/// common.
[[nodiscard]] Judgement variants_misaligned(std::span<const VariantView> variants);

/// The variant whose live edge is furthest behind that of another, by dates. Where any of them has
/// none: that has fallen furthest behind its own pace; media sequence numbers need not agree, and
/// say nothing. `most` in target durations.
[[nodiscard]] Judgement variant_lagging(std::span<const VariantView> variants, double most);

/// A variant names a group that no EXT-X-MEDIA has.
[[nodiscard]] Judgement group_missing(const media::m3u8::MultivariantPlaylist& list,
                                      const Lines& lines);

}  // namespace analyzers::hls
