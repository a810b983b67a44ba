#include "media/rtp/depacketizer.hpp"

#include <array>
#include <utility>

#include "media/rtp/h264.hpp"
#include "media/rtp/h265.hpp"
#include "media/rtp/mpeg4_generic.hpp"
#include "media/rtp/whole_packets.hpp"
#include "media/sdp/text.hpp"

namespace media::rtp {

std::unique_ptr<Depacketizer> make_depacketizer(const sdp::Media& media, const sdp::Format& format,
                                                std::size_t depth) {
  const auto is = [&](std::string_view name) {
    return sdp::equals_without_case(format.encoding, name);
  };
  if (is("H264")) return std::make_unique<H264>(depth);
  if (is("H265")) return std::make_unique<H265>(format.parameters, depth);
  if (is("mpeg4-generic")) {
    return std::make_unique<Mpeg4Generic>(format.parameters, format.clock_rate, depth);
  }
  constexpr std::array<std::pair<std::string_view, ReadVideoPayload>, 4> readers{
      {{"JPEG", &read_jpeg_payload},
       {"VP8", &read_vp8_payload},
       {"VP9", &read_vp9_payload},
       {"MP4V-ES", &read_mpeg4_payload}}};
  for (const auto& [name, read] : readers) {
    if (is(name)) return std::make_unique<WholePackets>(true, depth, read);
  }
  // MP4A-LATM (RFC 6416) marks the last packet of a frame, as video does.
  const bool spans_packets = media.kind == "video" || is("MP4A-LATM");
  return std::make_unique<WholePackets>(spans_packets, depth);
}

}  // namespace media::rtp
