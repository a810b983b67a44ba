// What the variants of a stream owe each other (RFC 8216 6.2.4), and groups their renditions
// (4.3.4.1).
#pragma once

#include <span>
#include <string>

#include "media/m3u8/playlist.hpp"
#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// One of the variants as it was last seen.
struct VariantView {
  std::string_view name{};
  const media::m3u8::MediaPlaylist* playlist = nullptr;
  vex::Nanos fetched{};  // by the exporter's clock
};

/// Other target durations, or another discontinuity sequence at the same date.
[[nodiscard]] Judgement variants_misaligned(std::span<const VariantView> variants);

/// The variant whose live edge is furthest behind that of another, by dates; media sequence numbers
/// need not agree, and say nothing. `most` in target durations.
[[nodiscard]] Judgement variant_lagging(std::span<const VariantView> variants, double most);

/// A variant names a group that no EXT-X-MEDIA has.
[[nodiscard]] Judgement group_missing(const media::m3u8::MultivariantPlaylist& list,
                                      const Lines& lines);

}  // namespace analyzers::hls
