// What the tests of playlists share: a text read into one of the two kinds, or a failed test.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "media/m3u8/playlist.hpp"

namespace media::m3u8::test {

inline Playlist read(std::string_view text, const Surroundings& surroundings = {}) {
  auto result = read_playlist(text, surroundings);
  if (const auto* error = std::get_if<Error>(&result)) {
    ADD_FAILURE() << error->sentence;
    return {};
  }
  return std::get<Playlist>(std::move(result));
}

inline MediaPlaylist media(std::string_view text) {
  const Playlist playlist = read(text);
  if (playlist.media() == nullptr) ADD_FAILURE() << "is a multivariant playlist";
  return playlist.media() != nullptr ? *playlist.media() : MediaPlaylist{};
}

inline MultivariantPlaylist multivariant(std::string_view text) {
  const Playlist playlist = read(text);
  if (playlist.multivariant() == nullptr) ADD_FAILURE() << "is a media playlist";
  return playlist.multivariant() != nullptr ? *playlist.multivariant() : MultivariantPlaylist{};
}

/// "3: RFC 8216 4.3.2.1: an EXTINF has no comma" for each problem, one a line.
inline std::string problems(std::string_view text) {
  std::string lines;
  const Playlist playlist = read(text);
  for (const Problem& problem : playlist.problems.kept()) {
    lines += std::to_string(problem.line) + ": " + std::string(problem.clause) + ": " +
             problem.sentence + "\n";
  }
  return lines;
}

}  // namespace media::m3u8::test
