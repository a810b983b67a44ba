// RTP: datagrams of one track, in any order and of any content. The first byte of the input chooses
// the payload format, two bytes before each datagram are its size and whether it is RTCP.
#include <array>
#include <chrono>
#include <string_view>

#include "fuzz/fuzz.hpp"
#include "media/rtp/track.hpp"
#include "media/sdp/session.hpp"

namespace {

namespace rtp = media::rtp;

class Checker final : public rtp::TrackListener {
 public:
  void on_track(const rtp::TrackFacts& facts) override { fuzz::require(!facts.codec.empty()); }
  void on_frame(const rtp::Frame& frame) override { fuzz::require(frame.payload.size() <= 64); }
  void on_transport_stream(std::span<const std::byte>, rtp::nanoseconds) override {}
  void on_wall_clock(const rtp::WallClock&) override {}
  void on_bye() override {}
};

constexpr std::array<std::string_view, 9> descriptions{
    "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    "m=video 0 RTP/AVP 96\na=rtpmap:96 H265/90000\n",
    "m=video 0 RTP/AVP 96\na=rtpmap:96 H265/90000\na=fmtp:96 sprop-max-don-diff=1\n",
    "m=audio 0 RTP/AVP 96\na=rtpmap:96 mpeg4-generic/48000/2\n"
    "a=fmtp:96 sizelength=13;indexlength=3;indexdeltalength=3\n",
    "m=audio 0 RTP/AVP 96\na=rtpmap:96 opus/48000/2\n",
    "m=video 0 RTP/AVP 96\na=rtpmap:96 VP8/90000\n",
    "m=video 0 RTP/AVP 96\na=rtpmap:96 VP9/90000\n",
    "m=video 0 RTP/AVP 96\na=rtpmap:96 JPEG/90000\n",
    "m=video 0 RTP/AVP 96\na=rtpmap:96 MP4V-ES/90000\n",
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto bytes = fuzz::bytes_of(data, size);
  if (bytes.empty()) return 0;
  const auto choice = std::to_integer<std::size_t>(bytes[0]);
  bytes = bytes.subspan(1);
  const auto session = std::get<media::sdp::Session>(
      media::sdp::read_session(descriptions.at(choice % descriptions.size())));
  rtp::TrackOptions options;
  options.depth = 64;
  options.may_reorder = choice >= 128;
  const auto track = rtp::Track::make(session.media.at(0), options);
  Checker checker;
  rtp::nanoseconds arrival{1};
  while (bytes.size() >= 2) {
    const bool is_report = (bytes[0] & std::byte{1}) != std::byte{0};
    const auto wanted = std::to_integer<std::size_t>(bytes[1]);
    bytes = bytes.subspan(2);
    const auto datagram = bytes.first(std::min(wanted, bytes.size()));
    bytes = bytes.subspan(datagram.size());
    arrival += std::chrono::milliseconds(7);
    if (is_report) {
      track->push_rtcp(datagram, arrival, checker);
    } else {
      track->push(datagram, arrival, checker);
    }
    (void)track->write_report(arrival);
  }
  track->finish(checker);
  const rtp::ReceptionTotals& totals = track->totals();
  fuzz::require(totals.lost <= totals.expected);
  return 0;
}
