// Boxes between fragments: sidx, emsg, prft.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/mp4/events.hpp"
#include "media/mp4/movie.hpp"

namespace media::mp4 {

/// Each of these reads the content of the box and returns nothing if it is truncated. Texts are
/// borrowed.
[[nodiscard]] std::optional<SegmentIndex> read_segment_index(std::span<const std::byte> content);
[[nodiscard]] std::optional<EventMessage> read_event_message(std::span<const std::byte> content);

/// Also returns nothing if the movie lacks the track or the clock was not set.
[[nodiscard]] std::optional<ProducerReferenceTime> read_producer_reference_time(
    std::span<const std::byte> content, Movie& movie);

}  // namespace media::mp4
