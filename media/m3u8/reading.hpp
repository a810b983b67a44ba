// State that the tag readers share while a text is being read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "media/m3u8/playlist.hpp"
#include "media/m3u8/tag.hpp"

namespace media::m3u8 {

struct Reading {
  Playlist& playlist;
  std::uint32_t line = 0;            // the current line
  bool has_references = false;       // "{$" is somewhere in the text
  std::uint64_t needed_version = 1;  // required by what has been read so far
  std::uint32_t needed_line = 0;     // the line that requires it

  void problem(std::string_view clause, std::string sentence);
  void need_version(std::uint64_t version);

  /// Substitutes variables; reports a problem if one is undefined.
  std::string text(std::string_view written);
};

}  // namespace media::m3u8
