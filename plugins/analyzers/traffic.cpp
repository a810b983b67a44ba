#include "plugins/analyzers/traffic.hpp"

namespace analyzers {

Traffic::Traffic(const vex::Setup& setup)
    : Analyzer(setup), min_bitrate_(setup[min_bitrate]), max_bitrate_(setup[max_bitrate]) {}

void Traffic::on_track(const vex::Track& track) {
  kinds_.add(track);
  const Kind kind = kinds_.of(track.id);
  if (kind == unknown) return;
  // A counter that starts at 0 lets a query see its first increment.
  emit(media, 0, {kind_names[kind]});
  emit(packets, 0, {kind_names[kind]});
  if (kind == video) emit(keyframes, 0);
}

void Traffic::on_packet(const vex::Packet& packet) {
  if (packet.config) return;
  const Kind kind = kinds_.of(packet.track);
  if (kind == unknown) return;
  bytes_[kind] += packet.size;
  ++packets_[kind];
  if (packet.key && kind == video) ++keyframes_;
  if (!packet.burst) window_bytes_[kind] += packet.size;
  last_arrival_ = packet.time;
}

void Traffic::on_window(const vex::Window& window) {
  emit_counts();
  const auto bytes = std::exchange(window_bytes_, {});
  const double length = vex::seconds(window.media_duration());
  if (window.cause == vex::Window::broken || length <= 0) return;
  double total = 0;
  for (const Kind kind : {video, audio, data}) {
    if (!kinds_.has(kind)) continue;
    const double rate = static_cast<double>(bytes[kind]) * 8 / length;
    emit(track_bitrate, rate, {kind_names[kind]});
    total += rate;
  }
  emit(bitrate, total);
  judge(total);
}

void Traffic::judge(double total) const {
  if (min_bitrate_ > 0) {
    emit(vex::Finding{.rule = low_bitrate,
                      .broken = total < min_bitrate_,
                      .value = total,
                      .limit = min_bitrate_,
                      .message = "the bitrate is too low"});
  }
  if (max_bitrate_ > 0) {
    emit(vex::Finding{.rule = high_bitrate,
                      .broken = total > max_bitrate_,
                      .value = total,
                      .limit = max_bitrate_,
                      .message = "the bitrate is too high"});
  }
}

void Traffic::emit_counts() {
  bool any = false;
  for (const Kind kind : {video, audio, data}) {
    if (packets_[kind] == 0) continue;
    any = true;
    emit(media, static_cast<double>(std::exchange(bytes_[kind], 0)), {kind_names[kind]});
    emit(packets, std::exchange(packets_[kind], 0), {kind_names[kind]});
  }
  if (keyframes_ > 0) emit(keyframes, std::exchange(keyframes_, 0));
  if (any) emit(last_media, vex::seconds(unix_now() - (now() - last_arrival_)));
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Traffic)
