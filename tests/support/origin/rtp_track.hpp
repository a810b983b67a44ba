#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/origin/playback.hpp"
#include "tests/support/origin/rtp_packet.hpp"

namespace origin {

/// One track of a session: FLV tags as RTP packets, H.264 by RFC 6184 (single NAL units and FU-A),
/// AAC by RFC 3640 (AAC-hbr, an access unit in each packet).
class RtpTrack {
 public:
  enum class Format { h264 = 1, aac };

  /// `place` among the tracks of its session.
  RtpTrack(Format format, std::size_t place, std::uint32_t clock_rate);

  /// Adds the packets of a tag of this track. The sequence header of H.264 goes in front of each
  /// keyframe.
  void packetize(const Message& tag, std::vector<RtpPacket>& packets);

  /// A sender report and its canonical name, saying that the media time `time_ms` is now.
  std::string sender_report(std::uint32_t time_ms, std::chrono::system_clock::time_point now) const;

  /// The source leaves.
  std::string bye() const;

  Format format() const { return format_; }
  std::uint32_t ssrc() const { return ssrc_; }
  std::uint16_t next_sequence() const { return sequence_; }
  std::uint32_t timestamp_at(std::uint32_t time_ms) const;

 private:
  void packetize_video(std::uint32_t time_ms, std::string_view data,
                       std::vector<RtpPacket>& packets);
  void packetize_audio(std::uint32_t time_ms, std::string_view data,
                       std::vector<RtpPacket>& packets);
  void take_configuration(std::string_view record);
  void add_unit(std::uint32_t timestamp, std::string_view unit, std::vector<RtpPacket>& packets);
  void add(std::uint32_t timestamp, std::string_view format_head, std::string_view payload,
           std::vector<RtpPacket>& packets);
  std::uint32_t audio_timestamp(std::uint32_t time_ms);

  Format format_;
  std::size_t place_;
  std::uint32_t clock_rate_;
  std::uint32_t ssrc_;
  std::uint16_t sequence_;
  std::uint32_t packets_ = 0;
  std::uint32_t octets_ = 0;
  std::uint32_t next_audio_timestamp_ = 0;
  std::optional<std::uint32_t> picture_time_ms_;  // of the last picture
  std::uint32_t picture_timestamp_ = 0;
  std::vector<std::string_view> parameter_sets_;  // of the clip
};

/// The media time of a tag whose header was written.
std::uint32_t timestamp_of(const Message& tag);

}  // namespace origin
