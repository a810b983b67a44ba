// The kind of each track of a run, looked up by id for every packet.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>
#include <vex/vex.hpp>

namespace analyzers {

/// An index into arrays with one element per kind.
enum Kind : std::uint8_t { video, audio, data, unknown };

/// The values of the label `track`. Several tracks of a kind are added up.
inline constexpr std::array<std::string_view, 3> kind_names{"video", "audio", "data"};

/// Holds at most 32 tracks, as many as the exporter accepts from a peer. Most streams have two, and
/// every analyzer of every stream has one of these, so it only takes the memory it needs.
class TrackKinds {
 public:
  void add(const vex::Track& track) {
    const Kind kind = kind_of(track.kind);
    for (Entry& entry : entries_) {
      if (entry.id != track.id) continue;
      entry.kind = kind;
      return;
    }
    if (entries_.size() == most_tracks || kind == unknown) return;
    entries_.push_back({track.id, kind});
  }

  [[nodiscard]] Kind of(std::uint32_t id) const noexcept {
    for (const Entry& entry : entries_) {
      if (entry.id == id) return entry.kind;
    }
    return unknown;
  }

  /// Whether the track is the first of its kind: the one that is measured when adding up several
  /// makes no sense.
  [[nodiscard]] bool is_first(Kind kind, std::uint32_t id) const noexcept {
    for (const Entry& entry : entries_) {
      if (entry.kind == kind) return entry.id == id;
    }
    return false;
  }

  [[nodiscard]] bool has(Kind kind) const noexcept {
    return std::ranges::any_of(entries_, [kind](const Entry& entry) { return entry.kind == kind; });
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
  static constexpr std::size_t most_tracks = 32;

  struct Entry {
    std::uint32_t id;
    Kind kind;
  };
  std::vector<Entry> entries_;
};

}  // namespace analyzers
