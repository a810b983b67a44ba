// The kind of each track of a run, found by its id for every packet.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vex/vex.hpp>

namespace analyzers {

/// An index of arrays that have one place per kind.
enum Kind : std::uint8_t { video, audio, data, unknown };

/// The values of the label `track`. Several tracks of a kind add up.
inline constexpr std::array<std::string_view, 3> kind_names{"video", "audio", "data"};

/// At most 32 tracks, as many as the exporter takes from a peer.
class TrackKinds {
 public:
  void add(const vex::Track& track) noexcept {
    const Kind kind = kind_of(track.kind);
    for (std::size_t i = 0; i < count_; ++i) {
      if (ids_[i] != track.id) continue;
      kinds_[i] = kind;
      return;
    }
    if (count_ == ids_.size() || kind == unknown) return;
    ids_[count_] = track.id;
    kinds_[count_++] = kind;
  }

  [[nodiscard]] Kind of(std::uint32_t id) const noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
      if (ids_[i] == id) return kinds_[i];
    }
    return unknown;
  }

  /// Whether the track is the first of its kind: the one that is measured where adding up several
  /// makes no sense.
  [[nodiscard]] bool is_first(Kind kind, std::uint32_t id) const noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
      if (kinds_[i] == kind) return ids_[i] == id;
    }
    return false;
  }

  [[nodiscard]] bool has(Kind kind) const noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
      if (kinds_[i] == kind) return true;
    }
    return false;
  }

  static constexpr Kind kind_of(vex::Track::Kind kind) noexcept {
    switch (kind) {
      case vex::Track::video:
        return video;
      case vex::Track::audio:
        return audio;
      case vex::Track::data:
        return data;
    }
    return unknown;
  }

 private:
  std::array<std::uint32_t, 32> ids_{};
  std::array<Kind, 32> kinds_{};
  std::size_t count_ = 0;
};

}  // namespace analyzers
