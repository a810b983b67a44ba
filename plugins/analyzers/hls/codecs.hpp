// CODECS, RESOLUTION and FRAME-RATE against the bitstream (RFC 8216 4.3.4.2, RFC 6381).
#pragma once

#include <string_view>

#include "media/m3u8/multivariant_playlist.hpp"
#include "plugins/analyzers/hls/judgement.hpp"

namespace analyzers::hls {

/// Whether a codec of the bitstream is one of those that CODECS names: the same format, of H.264
/// the same profile and no higher level, of HEVC likewise, of AAC the same kind where the
/// bitstream tells it. HE-AAC may hide its second version.
[[nodiscard]] bool is_declared(std::string_view codec, std::string_view codecs);

[[nodiscard]] Judgement codecs_mismatch(const media::m3u8::Variant& variant,
                                        const vex::Segment& segment);

/// Of sound with a playlist of its own: CODECS of every variant that it goes with has to name it.
[[nodiscard]] Judgement codecs_mismatch(const media::m3u8::MultivariantPlaylist& list,
                                        const media::m3u8::Rendition& sound,
                                        const vex::Segment& segment);

}  // namespace analyzers::hls
