// RTSP messages: split anywhere, they are the same; what their headers say stays within its bounds.
#include <string>

#include "fuzz/fuzz.hpp"
#include "media/rtsp/challenge.hpp"
#include "media/rtsp/reader.hpp"
#include "media/rtsp/session.hpp"
#include "media/rtsp/transport.hpp"
#include "media/rtsp/url.hpp"
#include "media/rtsp/writer.hpp"

namespace {

namespace rtsp = media::rtsp;

class Recorder final : public rtsp::Listener {
 public:
  void on_message(rtsp::Message& message) override {
    fuzz::require(message.headers.size() <= rtsp::max_headers);
    fuzz::require(message.body.size() <= rtsp::max_body_size);
    found += "m" + std::to_string(message.status) + message.method + message.uri + message.body;
    for (const rtsp::Header& header : message.headers) {
      found += header.name + ":" + header.value;
      read_value(header.value);
    }
    (void)rtsp::write_reply(message, 200, "OK");
  }

  void on_frame(std::uint8_t channel, std::span<const std::byte> payload) override {
    found += "f" + std::to_string(channel) + ":" + std::to_string(payload.size());
  }

  std::string found;

 private:
  static void read_value(const std::string& value) {
    if (const auto session = rtsp::parse_session(value)) {
      fuzz::require(session->timeout.count() >= 1 && session->timeout.count() <= 86400);
    }
    fuzz::require(rtsp::parse_rtp_info(value).size() <= 32);
    if (const auto transport = rtsp::parse_transport(value); transport && transport->interleaved) {
      fuzz::require(transport->interleaved->rtcp <= 255);
    }
    (void)rtsp::parse_challenge(value);
    if (const auto url = rtsp::parse_url(value)) {
      const auto again = rtsp::parse_url(url->text());
      fuzz::require(!again || again->text() == url->text());
    }
    (void)rtsp::control_url("rtsp://h/a", value);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::bytes_of(data, size);
  Recorder whole;
  rtsp::Reader at_once;
  const bool has_failed = at_once.push(bytes, whole).has_value();

  Recorder pieces;
  rtsp::Reader in_pieces;
  bool has_piece_failed = false;
  for (std::size_t i = 0; i < size && !has_piece_failed; ++i) {
    has_piece_failed = in_pieces.push(bytes.subspan(i, 1), pieces).has_value();
  }
  fuzz::require(has_failed == has_piece_failed);
  fuzz::require(whole.found == pieces.found);
  return 0;
}
