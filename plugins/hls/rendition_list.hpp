// Which playlists a multivariant playlist names, and which of them have their media fetched.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <vex/vex.hpp>

#include "media/m3u8/multivariant_playlist.hpp"

namespace hls {

enum class Variants : std::uint8_t { first = 1, highest, lowest, all };

struct Choice {
  Variants variants = Variants::first;
  std::uint64_t max_bitrate = 0;  // bit/s, by BANDWIDTH; 0: no limit
};

/// A media playlist as named by its multivariant playlist.
struct RenditionPlan {
  vex::Role role = vex::Role::variant;
  std::uint32_t entry = vex::Playlist::no_entry;
  std::string name{};  // unique label value: "v0", "audio-en"
  std::string uri{};
  bool wants_media = false;
  bool is_primary = false;  // its media goes to the analyzers

  // For variants only
  std::uint64_t bandwidth = 0;          // bit/s
  bool is_within_budget = false;        // its media may be fetched
  std::vector<std::size_t> partners{};  // plans of the audio and subtitles that go with it
};

inline constexpr std::size_t most_variants = 64;
inline constexpr std::size_t most_renditions = 64;

/// Lists each URI once: variants in order, then the renditions with their own playlists, then
/// I-frame variants, whose media is never fetched. With a variant's media go the audio and
/// subtitles that a player would choose with it. Throws vex::Error (too_large) if there are more
/// than can be watched.
[[nodiscard]] std::vector<RenditionPlan> list_renditions(
    const media::m3u8::MultivariantPlaylist& playlist, const Choice& choice);

/// For each plan of a changed list, the index of the previous plan that it continues, if any: the
/// one with the same URI. If nothing but the URIs has changed, the remaining plans of a role are
/// matched in order, because some servers give every player different URIs.
[[nodiscard]] std::vector<std::optional<std::size_t>> succession(
    std::span<const RenditionPlan* const> before, std::span<const RenditionPlan> now);

}  // namespace hls
