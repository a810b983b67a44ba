// Which playlists a multivariant playlist names, and whose media is fetched.
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

/// A media playlist as its multivariant playlist names it.
struct RenditionPlan {
  vex::Role role = vex::Role::variant;
  std::uint32_t entry = vex::Playlist::no_entry;
  std::string name{};  // fit for a label, unique: "v0", "audio-en"
  std::string uri{};
  bool wants_media = false;
  bool is_primary = false;  // its media goes to the analyzers

  // Of variants alone
  std::uint64_t bandwidth = 0;          // bit/s
  bool is_within_budget = false;        // its media may be fetched
  std::vector<std::size_t> partners{};  // plans of the sound and subtitles that go with it
};

inline constexpr std::size_t most_variants = 64;
inline constexpr std::size_t most_renditions = 64;

/// Each URI once: variants in their order, the renditions that have a playlist of their own, then
/// the variants of keyframes alone, whose media is never fetched. With a variant's media go the
/// sound and subtitles that a player would choose with it.
/// Throws vex::Error (too_large) where there are more than can be watched.
[[nodiscard]] std::vector<RenditionPlan> list_renditions(
    const media::m3u8::MultivariantPlaylist& playlist, const Choice& choice);

/// For each plan of a list that has changed, the index of the plan before that it goes on with,
/// where there is one: that of the same URI. What is left of a role goes on in its order where
/// nothing but the URIs has changed: some servers give every player URIs of its own.
[[nodiscard]] std::vector<std::optional<std::size_t>> succession(
    std::span<const RenditionPlan* const> before, std::span<const RenditionPlan> now);

}  // namespace hls
