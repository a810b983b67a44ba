// RTMP behind its handshake: split anywhere, the messages are the same; nothing grows. The same
// bytes as a command, a challenge and a URL.
#include <string>

#include "fuzz/fuzz.hpp"
#include "media/rtmp/challenge.hpp"
#include "media/rtmp/message_reader.hpp"
#include "media/rtmp/url.hpp"

namespace {

namespace rtmp = media::rtmp;

class Recorder final : public rtmp::MessageListener, public media::flv::Listener {
 public:
  void on_command(const rtmp::Command& command) override {
    fuzz::require(command.arguments.size() <= 16);
    found += "c" + command.name + std::string(command.text("code"));
    (void)rtmp::parse_challenge(command.text("description"));
  }
  void on_user_control(const rtmp::UserControl& control) override {
    found += "u" + std::to_string(control.value);
  }
  void on_window(std::uint32_t bytes) override { found += "w" + std::to_string(bytes); }
  void on_peer_bandwidth(std::uint32_t bytes) override { found += "b" + std::to_string(bytes); }
  void on_track(const media::flv::Track& track) override {
    found += "t" + std::string(media::flv::name_of(track.codec));
  }
  void on_packet(const media::flv::Packet& packet) override {
    fuzz::require(packet.size <= rtmp::max_message_size);
    found += "p" + std::to_string(packet.dts.count()) + "," + std::to_string(packet.size) + "," +
             std::to_string(packet.payload.size());
  }

  std::string found;
};

std::string read(std::span<const std::byte> bytes, std::size_t size,
                 media::flv::PayloadDepth depth) {
  Recorder recorder;
  rtmp::MessageReader reader(depth, recorder, recorder);
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(size, bytes.size()));
    bytes = bytes.subspan(piece.size());
    if (const auto error = reader.push(piece)) {
      fuzz::require(!error->sentence.empty());
      return recorder.found + "!" + std::to_string(error->offset);
    }
  }
  return recorder.found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto bytes = fuzz::bytes_of(data + 1, size - 1);
  const auto depth = data[0] % 3 == 0   ? media::flv::PayloadDepth::headers
                     : data[0] % 3 == 1 ? media::flv::PayloadDepth::prefix
                                        : media::flv::PayloadDepth::whole;
  const std::string whole = read(bytes, bytes.size(), depth);
  fuzz::require(read(bytes, 1, depth) == whole);
  fuzz::require(read(bytes, 5, depth) == whole);

  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (const auto url = rtmp::parse_url(text)) {
    fuzz::require(!url->app.empty() && !url->stream_name.empty() && !url->host.empty());
  }
  if (const auto challenge = rtmp::parse_challenge(text)) {
    fuzz::require(challenge->nonce.size() <= text.size());
  }
  return 0;
}
