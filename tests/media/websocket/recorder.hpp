// What a WebSocket carries, as lines of text.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "media/websocket/frame_reader.hpp"

namespace media::websocket::test {

using Lines = std::vector<std::string>;

inline std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// "binary abc", "ping abc", "close 1000 bye"; pieces of the same message are put together.
class Recorder final : public Listener {
 public:
  void on_data(std::span<const std::byte> piece, bool is_text) override {
    const std::string kind = is_text ? "text " : "binary ";
    if (lines.empty() || lines.back().rfind(kind, 0) != 0) lines.push_back(kind);
    lines.back() += text_of(piece);
  }
  void on_ping(std::span<const std::byte> payload) override {
    lines.push_back("ping " + text_of(payload));
  }
  void on_close(unsigned code, std::string_view reason) override {
    lines.push_back("close " + std::to_string(code) + " " + std::string(reason));
  }

  Lines lines;
};

/// What came of reading `bytes` in pieces of `size`, an error as the last line.
inline Lines read_in_pieces(std::span<const std::byte> bytes, std::size_t size) {
  FrameReader reader;
  Recorder recorder;
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(size, bytes.size()));
    const std::vector<std::byte> copy(piece.begin(), piece.end());
    bytes = bytes.subspan(piece.size());
    if (const auto error = reader.push(copy, recorder)) {
      recorder.lines.push_back("byte " + std::to_string(error->offset) + ": " + error->sentence);
      break;
    }
  }
  return recorder.lines;
}

}  // namespace media::websocket::test
