// What is known of an HLS stream; created with its first playlist, so that other streams cost
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
  std::vector<media::m3u8::Variable> variables{};  // available to media playlists for import
  Verdicts verdicts{};
  vex::Nanos listed{};   // total duration of segments listed
  vex::Nanos covered{};  // total duration of those fetched whole

  RenditionState& rendition(const vex::Playlist& fetch);
  RenditionState* find(std::uint32_t id);

  /// Called when the list has changed. The renditions it still names are those that are fetched
  /// again; the others are no longer fetched.
  void take(media::m3u8::Playlist playlist, vex::Nanos now);

  /// The next rendition that has not been fetched for so long since the list changed that it will
  /// not be fetched again; nullptr if there is none.
  [[nodiscard]] const RenditionState* next_left(vex::Nanos now) const;
  void remove(std::uint32_t id);
  /// Whether a rendition that is listed has this name.
  [[nodiscard]] bool is_taken(std::string_view name) const;

  /// The variant whose figures are published: the first one with a playlist.
  [[nodiscard]] const RenditionState* first_variant() const;
  [[nodiscard]] std::vector<VariantView> variant_views() const;

  /// The position of the rendition's media for comparison with another; nothing while it is
  /// unknown.
  [[nodiscard]] static TimestampView timestamps_of(const RenditionState& rendition);

  /// The bit rates of the audio that goes with a variant and has its own playlists, as far as it is
  /// fetched.
  [[nodiscard]] Rates sound_of(const media::m3u8::Variant& variant) const;

  /// EXT-X-MEDIA of an audio rendition, nullptr for others.
  [[nodiscard]] const media::m3u8::Rendition* sound_named(const RenditionState& rendition) const;

  /// EXT-X-STREAM-INF of a rendition, nullptr for others.
  [[nodiscard]] const media::m3u8::Variant* variant_of(const RenditionState& rendition) const;

  /// How long the live playlist with the oldest change has been unchanged; nothing if none is live.
  [[nodiscard]] std::optional<vex::Nanos> playlist_age(vex::Nanos now) const;

  void count_listed(vex::Nanos duration);
};

}  // namespace analyzers::hls
