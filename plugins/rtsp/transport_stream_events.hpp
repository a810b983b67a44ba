// Turns an MPEG transport stream within RTP (RFC 2250, 2) into events of the exporter.
#pragma once

#include <span>

#include <vex/vex.hpp>

#include "media/mpegts/reader.hpp"

namespace rtsp {

/// The tracks are those of the program map; their ids are made from their PIDs and the id of the
/// RTP track, which itself is a data track.
class TransportStreamEvents final : public media::mpegts::Listener {
 public:
  TransportStreamEvents(const vex_host& host, std::uint32_t rtp_track, std::size_t depth)
      : host_(host), rtp_track_(rtp_track), reader_(depth) {}

  void use_arrival_times() { has_arrival_times_ = true; }

  /// Takes the contents of an RTP packet. Throws `protocol` once it is clear that it is not a
  /// transport stream.
  void push(std::span<const std::byte> packets, vex::Nanos arrival);

  /// Reports the stream's counters.
  void report() const;

  void on_track(const media::mpegts::Track& track) override;
  void on_frame(const media::mpegts::Frame& frame) override;

 private:
  template <class Event>
  void emit(const Event& event) const {
    const auto abi = vex::detail::to_abi(event);
    vex::detail::invoke(host_.emit, &host_, &abi.head);
  }
  [[nodiscard]] std::uint32_t id_of(std::uint16_t pid) const { return rtp_track_ << 16U | pid; }

  const vex_host& host_;
  const std::uint32_t rtp_track_;
  media::mpegts::Reader reader_;
  bool has_arrival_times_ = false;
};

}  // namespace rtsp
