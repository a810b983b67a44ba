// Playlists for the tests of rules: a text read, and two of them as a change.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "media/m3u8/playlist.hpp"
#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls::test {

using namespace std::chrono_literals;

inline constexpr std::string_view head = "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:6\n";

inline media::m3u8::MediaPlaylist media(const std::string& text) {
  auto read = media::m3u8::read_playlist(text);
  auto* playlist = std::get_if<media::m3u8::Playlist>(&read);
  if (playlist == nullptr || playlist->media() == nullptr) {
    ADD_FAILURE() << "no media playlist: " << text;
    return {};
  }
  return *playlist->media();
}

/// "#EXTINF:6.0,\ns10.ts" for each number from `first` to `last`.
inline std::string segments(int first, int last, const std::string& duration = "6.0") {
  std::string text;
  for (int i = first; i <= last; ++i) {
    text += "#EXTINF:" + duration + ",\ns" + std::to_string(i) + ".ts\n";
  }
  return text;
}

/// A playlist from segment `first` on.
inline std::string sliding(int first, const std::string& rest, std::string_view head_lines = head) {
  return std::string(head_lines) + "#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first) + "\n" + rest;
}

inline std::string window(int first, int last) { return sliding(first, segments(first, last)); }

/// Two versions, `elapsed` apart; owns what a Change borrows.
class Versions {
 public:
  Versions(const std::string& before, std::string now, vex::Nanos elapsed = 6s)
      : text_(std::move(now)), before_(media(before)), now_(media(text_)), elapsed_(elapsed) {}

  [[nodiscard]] Change change() const { return {before_, now_, Lines(text_), elapsed_}; }
  [[nodiscard]] Lines lines() const { return Lines(text_); }
  [[nodiscard]] const media::m3u8::MediaPlaylist& now() const { return now_; }

 private:
  std::string text_;
  media::m3u8::MediaPlaylist before_;
  media::m3u8::MediaPlaylist now_;
  vex::Nanos elapsed_;
};

}  // namespace analyzers::hls::test
