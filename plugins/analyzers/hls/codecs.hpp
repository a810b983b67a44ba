// Compares CODECS, RESOLUTION and FRAME-RATE with the bitstream (RFC 8216 4.3.4.2, RFC 6381).
#pragma once

#include <string_view>

#include "media/m3u8/multivariant_playlist.hpp"
#include "plugins/analyzers/hls/judgement.hpp"

namespace analyzers::hls {

/// Whether a codec of the bitstream is among those in CODECS: the same format; for H.264 the same
/// profile and no higher level, likewise for HEVC; for AAC the same kind, if the bitstream shows
/// it. HE-AAC may hide its second version.
[[nodiscard]] bool is_declared(std::string_view codec, std::string_view codecs);

[[nodiscard]] Judgement codecs_mismatch(const media::m3u8::Variant& variant,
                                        const vex::Segment& segment);

/// For audio with its own playlist: CODECS of every variant that uses it must name it.
[[nodiscard]] Judgement codecs_mismatch(const media::m3u8::MultivariantPlaylist& list,
                                        const media::m3u8::Rendition& sound,
                                        const vex::Segment& segment);

}  // namespace analyzers::hls
