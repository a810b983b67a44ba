// One track of an RTP session: turns its datagrams into frames and facts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "media/codec_facts.hpp"
#include "media/rtp/depacketizer.hpp"
#include "media/rtp/reception.hpp"
#include "media/rtp/reorder_buffer.hpp"
#include "media/rtp/rtcp.hpp"
#include "media/rtp/timeline.hpp"
#include "media/sdp/session.hpp"

namespace media::rtp {

enum class TrackKind : std::uint8_t { video = 1, audio, data };

struct TrackFacts {
  TrackKind kind = TrackKind::data;
  std::string
      codec{};  // "h264", "aac", "g711u"; for others the name in the description, in lower case
  VideoFacts video{};
  AudioFacts audio{};

  bool operator==(const TrackFacts&) const = default;
};

/// One access unit on the track's timeline.
struct Frame {
  bool is_keyframe = false;
  bool is_damaged = false;
  nanoseconds dts{};
  nanoseconds pts{};
  nanoseconds arrival{};  // of the packet that completed it
  std::uint64_t size = 0;
  std::span<const std::byte> payload{};
};

/// The sender's wall clock at a time on the track's timeline.
struct WallClock {
  nanoseconds media_time{};
  nanoseconds unix_time{};
};

class TrackListener {
 public:
  virtual ~TrackListener() = default;
  /// Called before the first frame, and whenever something has changed.
  virtual void on_track(const TrackFacts& facts) = 0;
  virtual void on_frame(const Frame& frame) = 0;
  /// MPEG-TS packets (RFC 2250 2), in order.
  virtual void on_transport_stream(std::span<const std::byte> packets, nanoseconds arrival) = 0;
  virtual void on_wall_clock(const WallClock& clock) = 0;
  virtual void on_bye() = 0;
};

struct TrackOptions {
  std::size_t depth = 0;     // bytes of each access unit to deliver
  bool may_reorder = false;  // UDP: packets may overtake each other
  std::string_view name{};   // CNAME for receiver reports
  std::uint32_t own_ssrc = 0;
};

class Track {
 public:
  /// Creates a track from a description; nothing if none of its formats has a clock rate.
  static std::unique_ptr<Track> make(const sdp::Media& media, const TrackOptions& options);

  /// From RTP-Info: which timestamp is the timeline's zero. To be called before the first packet.
  void set_origin(std::uint32_t timestamp) { timeline_.set_origin(timestamp); }

  /// Takes an RTP packet. False if it is not one, or has another payload type.
  bool push(std::span<const std::byte> datagram, nanoseconds arrival, TrackListener& listener);

  /// Takes a compound RTCP packet. False if it is not one.
  bool push_rtcp(std::span<const std::byte> datagram, nanoseconds arrival, TrackListener& listener);

  /// Ends the stream.
  void finish(TrackListener& listener);

  /// A compound packet to send to the source; nothing before its first packet.
  [[nodiscard]] std::optional<std::vector<std::byte>> write_report(nanoseconds now);

  [[nodiscard]] const ReceptionTotals& totals() const { return reception_.totals(); }
  [[nodiscard]] std::uint32_t sender_reports() const { return sender_reports_; }
  [[nodiscard]] const TrackFacts& facts() const { return facts_; }
  [[nodiscard]] std::uint8_t payload_type() const { return payload_type_; }
  [[nodiscard]] bool is_transport_stream() const { return is_transport_stream_; }

 private:
  class Units;

  Track(const sdp::Media& media, const sdp::Format& format, const TrackOptions& options);

  void take_in_order(std::span<const std::byte> datagram, nanoseconds arrival,
                     TrackListener& listener);
  void announce(TrackListener& listener);

  const std::uint8_t payload_type_;
  const bool may_reorder_;
  const bool is_transport_stream_;
  const std::string name_;
  const std::uint32_t own_ssrc_;
  Reception reception_;
  ReorderBuffer order_;
  std::unique_ptr<Depacketizer> depacketizer_;
  Timeline timeline_;
  std::unique_ptr<DecodeTimes> decode_times_;  // for video
  TrackFacts facts_;
  bool is_announced_ = false;                     // in their current state
  std::optional<std::uint16_t> last_sequence_{};  // passed to the depacketizer
  std::uint32_t sender_reports_ = 0;
  std::uint64_t last_report_ntp_ = 0;
  nanoseconds last_report_arrival_{};
};

}  // namespace media::rtp
