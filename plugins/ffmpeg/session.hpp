// One run, from opening the stream to its end, reported as events.
#pragma once

#include <vex/vex.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "media/rtp/timeline.hpp"
#include "plugins/ffmpeg/segment_length.hpp"
#include "plugins/ffmpeg/source.hpp"
#include "plugins/ffmpeg/timeline.hpp"
#include "plugins/ffmpeg/track_facts.hpp"
#include "plugins/ffmpeg/transport_errors.hpp"

namespace ffmpeg {

struct SessionOptions {
  SourceOptions source;
  int program = 0;  // for a transport stream with several; 0: all
};

class Session {
 public:
  /// `corrupt_packets` is the row of the probe's metric. All arguments outlive the session.
  Session(const vex_host& host, const SessionOptions& options, const vex::Run& run,
          const vex_metric& corrupt_packets);

  /// Returns at the end of a finite stream. Throws vex::Error.
  void watch();

 private:
  /// A watched track.
  struct Lane {
    explicit Lane(const AVStream& stream);

    /// The packet's times. Formats that only carry presentation times, such as RTP, leave decoding
    /// times to the receiver.
    Timeline::Times times_of(const AVPacket& packet);

    /// Whether media with this time has arrived before, within its last minute.
    bool has_had(vex::Nanos dts);

    vex::Track::Kind kind;
    FactsReader facts;
    Timeline timeline;
    bool has_decode_times = false;
    media::rtp::DecodeTimes decode_times;
    Facts told;
    std::optional<vex::Nanos> newest;
  };

  void tell_format() const;
  void on_open();
  void on_bytes(vex::Bytes bytes);
  void report_transport_stream();
  void choose_variants();
  void take(const AVPacket& packet);
  Lane* lane_of(AVStream& stream);
  [[nodiscard]] bool is_wanted(const AVStream& stream) const;
  void tell_track(std::uint32_t id, Lane& lane);
  void tell_corrupt(const Lane& lane);
  [[nodiscard]] vex::Nanos now() const;

  template <class Event>
  void emit(const Event& event) const {
    const auto abi = vex::detail::to_abi(event);
    vex::detail::invoke(host_.emit, &host_, &abi.head);
  }

  const vex_host& host_;
  const SessionOptions& options_;
  const std::string scheme_;
  const std::uint32_t payload_;
  const vex_metric& corrupt_packets_;
  Watchdog watchdog_;
  Messages messages_;
  TransportErrors transport_errors_;
  bool is_transport_stream_ = true;  // until the format is known
  vex::Nanos last_report_{};
  Source source_;
  std::map<int, std::unique_ptr<Lane>> lanes_;  // by stream index; null: not watched
  std::uint32_t watched_ = 0;
  std::optional<SegmentLength> segments_;  // for media that comes in segments
  int segment_track_ = -1;                 // the stream from which their length is learned
  bool has_media_ = false;
};

}  // namespace ffmpeg
