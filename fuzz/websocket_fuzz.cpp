// WebSocket frames: the first byte says in what pieces, the rest is what the server sends. However
// the bytes arrive, the messages must be the same.
#include <algorithm>
#include <string>

#include "fuzz/fuzz.hpp"
#include "media/websocket/frame_reader.hpp"

namespace {

namespace websocket = media::websocket;

/// All that the frames carry.
class Transcript final : public websocket::Listener {
 public:
  void on_data(std::span<const std::byte> piece, bool is_text) override {
    fuzz::require(!piece.empty());
    for (const std::byte byte : piece) {
      text_ += is_text ? 't' : 'b';
      text_ += static_cast<char>(byte);
    }
  }
  void on_ping(std::span<const std::byte> payload) override {
    fuzz::require(payload.size() <= websocket::control_payload_limit);
    text_ += "ping";
    for (const std::byte byte : payload) text_ += static_cast<char>(byte);
  }
  void on_close(unsigned code, std::string_view reason) override {
    text_ += "close" + std::to_string(code) + std::string(reason);
  }
  void add(std::string_view text) { text_ += text; }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string read_in_pieces(std::span<const std::byte> bytes, std::size_t size) {
  websocket::FrameReader reader;
  Transcript transcript;
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(size, bytes.size()));
    bytes = bytes.subspan(piece.size());
    if (const auto error = reader.push(piece, transcript)) {
      transcript.add(std::to_string(error->offset) + error->sentence);
      break;
    }
  }
  return transcript.text();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto bytes = fuzz::bytes_of(data + 1, size - 1);
  fuzz::require(read_in_pieces(bytes, bytes.size()) == read_in_pieces(bytes, 1 + data[0]));
  return 0;
}
