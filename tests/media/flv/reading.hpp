// Runs a reader over bytes in every way in which they can arrive.
#pragma once

#include <algorithm>
#include <span>
#include <string>

#include "media/flv/reader.hpp"
#include "tests/media/flv/flv_writer.hpp"
#include "tests/media/flv/recorder.hpp"

namespace media::flv::test {

/// What came of it, an error as the last line: "byte 13: tag type 31 is none of 8, 9 and 18".
inline Lines read_in_pieces(std::span<const std::byte> bytes, std::size_t first, std::size_t rest,
                            PayloadDepth depth = PayloadDepth::headers) {
  Reader reader(depth);
  Recorder recorder;
  std::size_t size = first;
  while (!bytes.empty()) {
    // In memory of its own, so that the address sanitizer sees a span that is kept too long.
    const auto piece = bytes.first(std::min(size, bytes.size()));
    const Bytes copy(piece.begin(), piece.end());
    bytes = bytes.subspan(piece.size());
    size = rest;
    if (const auto error = reader.push(copy, recorder)) {
      recorder.lines.push_back("byte " + std::to_string(error->offset) + ": " + error->sentence);
      break;
    }
  }
  return recorder.lines;
}

inline Lines read_all(std::span<const std::byte> bytes,
                      PayloadDepth depth = PayloadDepth::headers) {
  return read_in_pieces(bytes, bytes.size(), bytes.size(), depth);
}

}  // namespace media::flv::test
