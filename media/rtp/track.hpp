// One track of an RTP session: from its datagrams to frames and facts.
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
  std::string codec{};  // "h264", "aac", "g711u"; of others the name in the description, lower case
  VideoFacts video{};
  AudioFacts audio{};

  bool operator==(const TrackFacts&) const = default;
};

/// One access unit on the track's time line.
struct Frame {
  bool is_keyframe = false;
  bool is_damaged = false;
  nanoseconds dts{};
  nanoseconds pts{};
  nanoseconds arrival{};  // of the packet that completed it
  std::uint64_t size = 0;
  std::span<const std::byte> payload{};
};

/// What the sender's wall clock showed at a time of the track's time line.
struct WallClock {
  nanoseconds media_time{};
  nanoseconds unix_time{};
};

class TrackListener {
 public:
  virtual ~TrackListener() = default;
  /// Before the first frame, and whenever something has changed.
  virtual void on_track(const TrackFacts& facts) = 0;
  virtual void on_frame(const Frame& frame) = 0;
  /// MPEG-TS packets (RFC 2250 2), in order.
  virtual void on_transport_stream(std::span<const std::byte> packets, nanoseconds arrival) = 0;
  virtual void on_wall_clock(const WallClock& clock) = 0;
  virtual void on_bye() = 0;
};

struct TrackOptions {
  std::size_t depth = 0;     // bytes of each access unit to hand over
  bool may_reorder = false;  // UDP: packets may overtake each other
  std::string_view name{};   // CNAME of receiver reports
  std::uint32_t own_ssrc = 0;
};

class Track {
 public:
  /// What is known from a description; nothing when none of its formats has a clock rate.
  static std::unique_ptr<Track> make(const sdp::Media& media, const TrackOptions& options);

  /// RTP-Info: which timestamp is the time line's zero. Before the first packet.
  void set_origin(std::uint32_t timestamp) { timeline_.set_origin(timestamp); }

  /// An RTP packet as it came. False when it is none, or of another payload type.
  bool push(std::span<const std::byte> datagram, nanoseconds arrival, TrackListener& listener);

  /// A compound RTCP packet as it came. False when it is none.
  bool push_rtcp(std::span<const std::byte> datagram, nanoseconds arrival, TrackListener& listener);

  /// The stream is over.
  void finish(TrackListener& listener);

  /// A compound packet to be sent to the source; nothing before its first packet.
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
  std::unique_ptr<DecodeTimes> decode_times_;  // of video
  TrackFacts facts_;
  bool is_announced_ = false;                     // as they are now
  std::optional<std::uint16_t> last_sequence_{};  // handed to the depacketizer
  std::uint32_t sender_reports_ = 0;
  std::uint64_t last_report_ntp_ = 0;
  nanoseconds last_report_arrival_{};
};

}  // namespace media::rtp
