// HLS playlists (RFC 8216, draft-pantos-hls-rfc8216bis) read into values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "media/m3u8/media_playlist.hpp"
#include "media/m3u8/multivariant_playlist.hpp"
#include "media/m3u8/problem.hpp"

namespace media::m3u8 {

inline constexpr std::size_t max_bytes = std::size_t{4} * 1024 * 1024;
inline constexpr std::size_t max_segments = 100'000;  // and as many parts, keys, maps, date ranges
inline constexpr std::size_t max_variants = 256;      // and as many renditions and session tags
inline constexpr std::size_t max_variables = 256;

/// EXT-X-DEFINE: the value of {$name}.
struct Variable {
  std::string name{};
  std::string value{};
};

/// EXT-X-START.
struct Start {
  nanoseconds time_offset{};  // negative: from the end
  bool is_precise = false;
  std::uint32_t line = 0;
};

/// A tag that is in neither specification.
struct UnknownTag {
  std::string name{};  // "EXT-X-CUE-OUT", without "#", at most 64 bytes
  std::uint32_t line = 0;
};

struct Playlist {
  std::uint64_t version = 1;       // EXT-X-VERSION
  std::uint32_t version_line = 0;  // 0: the tag is absent
  bool has_independent_segments = false;
  std::uint32_t independent_segments_line = 0;
  std::optional<Start> start{};
  std::vector<Variable> variables{};
  std::vector<UnknownTag> unknown_tags{};  // the first 16
  std::size_t unknown_tag_count = 0;
  std::size_t line_count = 0;
  Problems problems{};
  std::variant<MediaPlaylist, MultivariantPlaylist> content{};

  [[nodiscard]] const MediaPlaylist* media() const { return std::get_if<MediaPlaylist>(&content); }
  [[nodiscard]] const MultivariantPlaylist* multivariant() const {
    return std::get_if<MultivariantPlaylist>(&content);
  }
};

/// Why a text is not a playlist, or not an acceptable one.
struct Error {
  enum class Kind : std::uint8_t { no_playlist = 1, too_large };

  Kind kind = Kind::no_playlist;
  std::string sentence{};
};

/// Context that a text may refer to. Both may be empty.
struct Surroundings {
  std::span<const Variable> imported{};  // from the multivariant playlist that names this one
  std::string_view uri{};                // of the playlist itself, after redirects
};

/// Reads as much as possible: violations of the specification become problems, and a tag is ignored
/// if nothing can be made of it. A text is not a playlist if it has neither #EXTM3U nor any HLS
/// tag. One with tags of both kinds is read as the kind of its first such tag. Too many variants or
/// renditions are a problem, too many segments are an error.
[[nodiscard]] std::variant<Playlist, Error> read_playlist(std::string_view text,
                                                          const Surroundings& surroundings = {});

}  // namespace media::m3u8
