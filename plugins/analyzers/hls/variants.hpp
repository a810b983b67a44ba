// What the variants of a stream must have in common (RFC 8216 6.2.4), and the groups that their
// renditions belong to (4.3.4.1).
#pragma once

#include <span>
#include <string_view>

#include "media/m3u8/playlist.hpp"
#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// A variant as it was last seen.
struct VariantView {
  std::string_view name{};
  const media::m3u8::MediaPlaylist* playlist = nullptr;
  vex::Nanos fetched{};  // on the exporter's clock
  vex::Nanos lost{};     // behind its own pace, for variants without dates
};

/// Different target durations, or a different discontinuity sequence at the same date. Without
/// dates: variants that keep up with each other but whose windows share no discontinuity sequence.
[[nodiscard]] Judgement variants_misaligned(std::span<const VariantView> variants);

/// The variant whose live edge is furthest behind another one's, by dates. If any has no dates, the
/// one that has fallen furthest behind its own pace, since media sequence numbers need not agree.
/// `most` is in target durations.
[[nodiscard]] Judgement variant_lagging(std::span<const VariantView> variants, double most);

/// A variant names a group that has no EXT-X-MEDIA.
[[nodiscard]] Judgement group_missing(const media::m3u8::MultivariantPlaylist& list,
                                      const Lines& lines);

}  // namespace analyzers::hls
