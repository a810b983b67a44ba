// Turns an RTP track into events of the exporter.
#pragma once

#include <memory>
#include <span>

#include <vex/vex.hpp>

#include "media/rtp/track.hpp"
#include "plugins/rtsp/transport_stream_events.hpp"

namespace rtsp {

/// How deep to read for the analyzers of a run, in bytes of each access unit.
[[nodiscard]] std::size_t depth_of(const vex::Run& run) noexcept;

class TrackEvents final : public media::rtp::TrackListener {
 public:
  TrackEvents(const vex_host& host, std::uint32_t id) : host_(host), id_(id) {}

  /// Packets arrive as datagrams, each with its time of arrival from the kernel. On a TCP
  /// connection only the exporter knows when the bytes of a read arrived.
  void use_arrival_times() {
    has_arrival_times_ = true;
    if (transport_stream_) transport_stream_->use_arrival_times();
  }

  /// The packets carry a transport stream, whose tracks become the stream's; the RTP track becomes
  /// a data track without packets. `depth` as for depth_of().
  void expect_transport_stream(std::size_t depth);

  void on_track(const media::rtp::TrackFacts& facts) override;
  void on_frame(const media::rtp::Frame& frame) override;
  void on_transport_stream(std::span<const std::byte> packets,
                           media::rtp::nanoseconds arrival) override;
  void on_wall_clock(const media::rtp::WallClock& clock) override;
  void on_bye() override { has_left_ = true; }

  /// Reports the track's reception.
  void report(const media::rtp::Track& track) const;

  /// Whether the sender has said goodbye.
  [[nodiscard]] bool has_left() const { return has_left_; }

 private:
  template <class Event>
  void emit(const Event& event) const {
    const auto abi = vex::detail::to_abi(event);
    vex::detail::invoke(host_.emit, &host_, &abi.head);
  }

  const vex_host& host_;
  const std::uint32_t id_;
  std::unique_ptr<TransportStreamEvents> transport_stream_{};
  bool has_arrival_times_ = false;
  bool is_announced_ = false;  // as the carrier of a transport stream
  bool has_left_ = false;
};

}  // namespace rtsp
