#include "plugins/rtsp/track_events.hpp"

#include "plugins/media_events/track.hpp"

#include "media/rtp/access_unit.hpp"

namespace rtsp {
namespace {

vex::Track::Kind kind_of(media::rtp::TrackKind kind) {
  switch (kind) {
    case media::rtp::TrackKind::video:
      return vex::Track::video;
    case media::rtp::TrackKind::audio:
      return vex::Track::audio;
    case media::rtp::TrackKind::data:
      break;
  }
  return vex::Track::data;
}

}  // namespace

std::size_t depth_of(const vex::Run& run) noexcept {
  switch (run.payload) {
    case VEX_PAYLOAD_WHOLE:
      return media::rtp::AccessUnitBuilder::max_bytes;
    case VEX_PAYLOAD_PREFIX:
      return 64;
    default:
      return 0;
  }
}

void TrackEvents::on_track(const media::rtp::TrackFacts& facts) {
  emit(media_events::track(id_, kind_of(facts.kind), facts.codec, facts.video, facts.audio));
}

void TrackEvents::on_frame(const media::rtp::Frame& frame) {
  vex::Packet event;
  if (has_arrival_times_) event.time = frame.arrival;
  event.track = id_;
  event.key = frame.is_keyframe;
  event.dts = frame.dts;
  event.pts = frame.pts;
  event.size = frame.size;
  event.payload = frame.payload;
  emit(event);
}

void TrackEvents::expect_transport_stream(std::size_t depth) {
  transport_stream_ = std::make_unique<TransportStreamEvents>(host_, id_, depth);
}

void TrackEvents::on_transport_stream(std::span<const std::byte> packets,
                                      media::rtp::nanoseconds arrival) {
  if (!transport_stream_) return;
  if (!is_announced_) emit(vex::Track{.id = id_, .kind = vex::Track::data, .codec = "mpegts"});
  is_announced_ = true;
  transport_stream_->push(packets, arrival);
}

void TrackEvents::on_wall_clock(const media::rtp::WallClock& clock) {
  emit(vex::ClockReference{.track = id_,
                           .source = vex::ClockReference::rtcp_sr,
                           .media_time = clock.media_time,
                           .unix_time = clock.unix_time});
}

void TrackEvents::report(const media::rtp::Track& track) const {
  const media::rtp::ReceptionTotals& totals = track.totals();
  if (totals.expected == 0) return;
  vex::Reception event;
  event.track = id_;
  event.sender_reports = track.sender_reports();
  event.expected = totals.expected;
  event.lost = totals.lost;
  event.reordered = totals.reordered;
  event.duplicated = totals.duplicated;
  if (has_arrival_times_ && totals.jitter) event.jitter = *totals.jitter;
  emit(event);
  if (transport_stream_) transport_stream_->report();
}

}  // namespace rtsp
