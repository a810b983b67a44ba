// What is known of a stream of HLS: made with its first playlist, so that other streams cost
// nothing.
#pragma once

#include <optional>
#include <vector>

#include "plugins/analyzers/hls/rendition.hpp"
#include "plugins/analyzers/hls/variants.hpp"
#include "plugins/analyzers/hls/verdicts.hpp"

namespace analyzers::hls {

struct Stream {
  std::vector<RenditionState> renditions{};
  std::optional<media::m3u8::MultivariantPlaylist> multivariant{};
  vex::Nanos relisted{};  // when a multivariant playlist came in the place of another
  std::vector<media::m3u8::Variable> variables{};  // that media playlists may import
  Verdicts verdicts{};
  vex::Nanos listed{};   // durations of segments that came up
  vex::Nanos covered{};  // of those that were fetched whole

  RenditionState& rendition(const vex::Playlist& fetch);
  RenditionState* find(std::uint32_t id);

  /// Which of them the new list names shows when they are fetched again: what it does not name is
  /// no longer fetched.
  void take(media::m3u8::Playlist playlist, vex::Nanos now);

  /// The next rendition that has not been fetched since the list changed, for so long that it will
  /// not be; nullptr when there is none.
  [[nodiscard]] const RenditionState* next_left(vex::Nanos now) const;
  void remove(std::uint32_t id);
  /// Whether a rendition that is listed has this name.
  [[nodiscard]] bool is_taken(std::string_view name) const;

  /// The variant whose figures are published: the first that has a playlist.
  [[nodiscard]] const RenditionState* first_variant() const;
  [[nodiscard]] std::vector<VariantView> variant_views() const;

  /// Of the rendition's media against that of another; nothing while either is not known.
  [[nodiscard]] static TimestampView timestamps_of(const RenditionState& rendition);

  /// The bit rates of the sound that goes with a variant and has playlists of its own, as far as it
  /// is fetched.
  [[nodiscard]] Rates sound_of(const media::m3u8::Variant& variant) const;

  /// EXT-X-MEDIA of a rendition of sound, nullptr for others.
  [[nodiscard]] const media::m3u8::Rendition* sound_named(const RenditionState& rendition) const;

  /// EXT-X-STREAM-INF of a rendition, nullptr for others.
  [[nodiscard]] const media::m3u8::Variant* variant_of(const RenditionState& rendition) const;

  /// How long the live playlist that is longest unchanged is so; nothing where none is live.
  [[nodiscard]] std::optional<vex::Nanos> playlist_age(vex::Nanos now) const;

  void count_listed(vex::Nanos duration);
};

}  // namespace analyzers::hls
