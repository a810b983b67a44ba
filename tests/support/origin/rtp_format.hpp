#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/origin/flv_muxer.hpp"

namespace origin {

/// Where the tracks of a clip stand in its session, and what describes them.
struct RtpForm {
  std::optional<std::size_t> video;  // place of the track
  std::optional<std::size_t> audio;
  std::uint32_t sample_rate = 0;
  std::string sdp;  // RFC 4566; the track at place n is controlled by trackID=n

  std::size_t count() const { return (video ? 1U : 0U) + (audio ? 1U : 0U); }
};

/// Nothing for codecs other than H.264 and AAC.
std::optional<RtpForm> rtp_form_of(const FlvStream& stream);

/// A dynamic one for each place.
inline unsigned payload_type(std::size_t place) { return 96 + static_cast<unsigned>(place); }

/// The parameter sets within an AVCDecoderConfigurationRecord (ISO/IEC 14496-15 5.2.4.1).
std::vector<std::string_view> parameter_sets_of(std::string_view record);

}  // namespace origin
