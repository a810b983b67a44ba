#include "plugins/analyzers/latency.hpp"

namespace analyzers {
namespace {

std::string_view name_of(vex::ClockReference::Source source) {
  switch (source) {
    case vex::ClockReference::rtcp_sr:
      return "rtcp_sr";
    case vex::ClockReference::program_date_time:
      return "pdt";
    case vex::ClockReference::prft:
      return "prft";
  }
  return "";
}

}  // namespace

void Latency::on_clock_reference(const vex::ClockReference& reference) {
  if (name_of(reference.source).empty()) return;
  for (Newest& track : tracks_) {
    if (track.reference.track != reference.track || track.reference.source != reference.source) {
      continue;
    }
    track.reference = reference;
    return;
  }
  tracks_.push_back({reference, std::nullopt});
}

void Latency::on_packet(const vex::Packet& packet) {
  if (tracks_.empty() || packet.config || packet.burst) return;
  for (Newest& track : tracks_) {
    if (track.reference.track != packet.track) continue;
    // Frames are sent in decoding order: one that is shown later was not sent later.
    const vex::Nanos sent = track.reference.unix_time + (packet.dts - track.reference.media_time);
    const vex::Nanos arrived = unix_now() - (now() - packet.time);
    track.latency = arrived - sent;
  }
}

void Latency::on_tick(vex::Nanos) {
  std::optional<double> oldest;
  for (Newest& track : tracks_) {
    if (!track.latency) continue;
    const double latency = vex::seconds(*track.latency);
    track.latency.reset();
    // Of several tracks with the same time source, the first video track counts, or the first audio
    // track if there is no video.
    const Kind kind = kinds_.has(video) ? video : audio;
    if (!kinds_.is_first(kind, track.reference.track)) continue;
    emit(live_latency, latency, {name_of(track.reference.source)});
    if (!oldest || latency > *oldest) oldest = latency;
  }
  if (max_latency_ <= 0 || !oldest) return;
  emit(vex::Finding{.rule = high_latency,
                    .broken = *oldest > max_latency_,
                    .value = *oldest,
                    .limit = max_latency_,
                    .message = "the media is too old"});
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Latency)
