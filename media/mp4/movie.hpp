// The movie box (ISO/IEC 14496-12 8.2.1) of an initialization section.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "media/mp4/events.hpp"

namespace media::mp4 {

/// Properties of a track's samples where their fragment does not give them (8.8.3).
struct SampleDefaults {
  std::uint32_t duration = 0;
  std::uint32_t size = 0;
  std::uint32_t flags = 0;
};

struct MovieTrack {
  Track track{};
  SampleDefaults defaults{};
  std::int64_t edit_shift = 0;         // units of the timescale, added to media times (8.6.6)
  std::uint64_t next_decode_time = 0;  // where a fragment without a decode time continues
};

struct Movie {
  std::vector<MovieTrack> tracks{};

  [[nodiscard]] MovieTrack* find(std::uint32_t track_id);
};

inline constexpr std::size_t max_tracks = 32;

/// Reads the content of a movie box; tracks beyond the 32nd are ignored. Nothing if it is invalid
/// or has no track.
[[nodiscard]] std::optional<Movie> read_movie(std::span<const std::byte> content);

}  // namespace media::mp4
