// What the readers of tags share while a text is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "media/m3u8/playlist.hpp"
#include "media/m3u8/tag.hpp"

namespace media::m3u8 {

struct Reading {
  Playlist& playlist;
  std::uint32_t line = 0;            // where the reader is
  bool has_references = false;       // "{$" is somewhere in the text
  std::uint64_t needed_version = 1;  // by what has been read so far
  std::uint32_t needed_line = 0;     // where that was

  void problem(std::string_view clause, std::string sentence);
  void need_version(std::uint64_t version);

  /// Variables put in; a problem where one is not defined.
  std::string text(std::string_view written);
};

}  // namespace media::m3u8
