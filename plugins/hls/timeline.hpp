// One continuous timeline for media whose timestamps restart at each discontinuity.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace hls {

using std::chrono::nanoseconds;

/// Shared by all renditions of a run, since they share their timestamps (RFC 8216 6.2.4). A jump
/// that no discontinuity announces is kept, because it is a real jump.
class Timeline {
 public:
  /// The stretch between two discontinuities.
  struct Stretch {
    std::uint32_t epoch = 0;
    std::uint64_t discontinuity_sequence = 0;

    bool operator==(const Stretch&) const = default;
  };

  /// The offset to add to the timestamps of a stretch. `first` is the first timestamp of a segment;
  /// `expected` is where the rendition's previous media ended on the timeline.
  nanoseconds offset(const Stretch& stretch, nanoseconds first,
                     std::optional<nanoseconds> expected) {
    for (const Place& place : places_) {
      if (place.is_known && place.stretch == stretch) return place.offset;
    }
    const nanoseconds offset = expected ? *expected - first : nanoseconds{};
    places_[next_++ % places_.size()] = {stretch, offset, true};
    return offset;
  }

 private:
  struct Place {
    Stretch stretch{};
    nanoseconds offset{};
    bool is_known = false;
  };

  // Renditions are never more than a few discontinuities apart.
  std::array<Place, 8> places_{};
  std::size_t next_ = 0;
};

}  // namespace hls
