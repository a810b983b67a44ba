// Movie fragments (ISO/IEC 14496-12 8.8): the samples described by a moof box.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "media/mp4/movie.hpp"

namespace media::mp4 {

inline constexpr std::size_t max_samples = 65536;  // per fragment

/// A sample and its end, as an offset from the start of the resource.
struct PlacedSample {
  Sample sample{};
  std::uint64_t end_offset = 0;
};

/// Adds the samples of a fragment in the order of their bytes. `offset` is where its moof box
/// starts. Returns what is wrong, in which case some samples may have been added; nothing
/// otherwise. Tracks that are not in the movie are skipped.
[[nodiscard]] std::optional<std::string> read_fragment(std::span<const std::byte> moof,
                                                       std::uint64_t offset, Movie& movie,
                                                       std::vector<PlacedSample>& samples);

}  // namespace media::mp4
