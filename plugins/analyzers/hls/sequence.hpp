// How one version of a media playlist follows from the previous one (RFC 8216 6.2.1, 6.2.2).
#pragma once

#include "media/m3u8/media_playlist.hpp"
#include "plugins/analyzers/hls/evidence.hpp"
#include "plugins/analyzers/hls/judgement.hpp"

namespace analyzers::hls {

/// Two versions of a playlist, and their context.
struct Change {
  const media::m3u8::MediaPlaylist& before;
  const media::m3u8::MediaPlaylist& now;
  Lines lines;           // of the text of `now`
  vex::Nanos elapsed{};  // from the request of one to the arrival of the other
};

enum class Relation : std::uint8_t {
  follows = 1,  // properly or not: the rules below decide
  older,        // an earlier version, from a CDN edge that is behind
  restarted,    // lower numbers, which are not the earlier ones
};

[[nodiscard]] Relation relation(const media::m3u8::MediaPlaylist& before,
                                const media::m3u8::MediaPlaylist& now);

/// How much of the end an older version lacks.
[[nodiscard]] vex::Nanos lag(const media::m3u8::MediaPlaylist& before,
                             const media::m3u8::MediaPlaylist& now);

[[nodiscard]] Judgement sequence_regressed(const Change& change);
[[nodiscard]] Judgement sequence_skipped(const Change& change);
[[nodiscard]] Judgement window_shrunk(const Change& change);
[[nodiscard]] Judgement segment_identity(const Change& change);
[[nodiscard]] Judgement discontinuity_sequence(const Change& change);

}  // namespace analyzers::hls
