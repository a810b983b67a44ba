// Movie fragments (ISO/IEC 14496-12 8.8): the samples behind a moof box.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "media/mp4/movie.hpp"

namespace media::mp4 {

inline constexpr std::size_t max_samples = 65536;  // of one fragment

/// A sample and where it ends, counted from the beginning of the resource.
struct PlacedSample {
  Sample sample{};
  std::uint64_t end_offset = 0;
};

/// Adds the samples of a fragment in the order of their bytes. `offset` is where its moof box
/// begins. Returns what is wrong, in which case some samples may have been added; nothing
/// otherwise. Tracks that the movie does not have are passed over.
[[nodiscard]] std::optional<std::string> read_fragment(std::span<const std::byte> moof,
                                                       std::uint64_t offset, Movie& movie,
                                                       std::vector<PlacedSample>& samples);

}  // namespace media::mp4
