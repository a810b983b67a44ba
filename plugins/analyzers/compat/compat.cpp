#include "plugins/analyzers/compat/compat.hpp"

#include <chrono>
#include <cmath>

namespace analyzers {

using vex::Known;

namespace {

double milliseconds(vex::Nanos time) noexcept {
  return std::chrono::duration<double, std::milli>(time).count();
}

double zero_or_one(Known statement) noexcept {
  if (statement == Known::unknown) return vex::absent;
  return statement == Known::yes ? 1 : 0;
}

double score(vex::Quality quality) noexcept {
  if (quality == vex::Quality::unknown) return vex::absent;
  return static_cast<double>(quality) - static_cast<double>(vex::Quality::poor);
}

/// The original's thresholds: `good` requires 25 fps.
double original_quality(double framerate, double bitrate) noexcept {
  if (std::isnan(bitrate)) return vex::absent;
  if (framerate >= 25 && bitrate >= 600'000) return 2;
  return framerate >= 20 && bitrate >= 400'000 ? 1 : 0;
}

/// Of a tag with AVC or AAC, what surrounds the payload (FLV 10.1, E.4.1 to E.4.3).
std::uint64_t tag_overhead(Kind kind) noexcept {
  constexpr std::uint64_t tag_header = 11;
  return tag_header + (kind == video ? 5 : kind == audio ? 2 : 0);
}

bool is_same(double a, double b) noexcept { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

Compat::Compat(const vex::Setup& setup)
    : Analyzer(setup),
      mode_(setup[mode] == "exact" ? Mode::exact
            : setup[mode] == "off" ? Mode::off
                                   : Mode::corrected),
      name_(setup.target().name),
      url_(setup.target().url) {
  values_.fill(vex::absent);
  published_.fill(vex::absent);
}

void Compat::on_run_begin(const vex::RunBegin& begin) {
  // The last window's values stay until this run replaces them, because samples are minutes apart.
  kinds_ = {};
  counts_ = {};
  check_ = {};
  bitrate_ = vex::absent;
  requests_ = {};
  has_window_ = false;
  is_rtp_ = false;
  responds_with_media_ = false;
  has_tags_ = false;
  has_arrival_times_ = begin.mode != vex::Mode::offline;
  const std::uint64_t count = mode_ == Mode::exact ? recoveries_ : begin.reconnects;
  at(Compatible::reconnect_count) = static_cast<double>(count);
}

void Compat::on_phase(const vex::Phase& phase) {
  const bool is_exact = mode_ == Mode::exact;
  if (phase.step == vex::Phase::request) {
    requests_ += phase.duration;
    at(Compatible::response_ms) = milliseconds(is_exact ? requests_ : phase.duration);
  } else if (phase.step == vex::Phase::first_media && responds_with_media_) {
    at(Compatible::response_ms) += milliseconds(phase.duration);
  }
  if (is_exact) at(Compatible::rtt_ms) = at(Compatible::response_ms);
}

void Compat::on_format(const vex::Format& format) {
  if (format.live == Known::no) has_arrival_times_ = false;
  has_tags_ = format.container == "flv";
  responds_with_media_ = format.protocol == "rtmp" || format.protocol == "rtmps";
}

void Compat::on_packet(const vex::Packet& packet) {
  if (mode_ == Mode::off) return;
  const Kind kind = kinds_.of(packet.track);
  if (kind == unknown) return;
  if (mode_ == Mode::exact) {
    check_.add(kind, packet, packet.size + (has_tags_ ? tag_overhead(kind) : 0),
               has_arrival_times_);
    if (up_ != Known::yes) set_up(Known::yes);
    return;
  }
  if (packet.config || packet.burst) return;
  ++counts_.total;
  if (kind == audio) ++counts_.audio;
  if (kind != video) return;
  ++counts_.video;
  if (packet.key) ++counts_.keyframes;
}

void Compat::on_window(const vex::Window& window) {
  const double length = vex::seconds(window.media_duration());
  if (window.cause != vex::Window::broken && length > 0) {
    has_window_ = has_figures_ = true;
    if (mode_ == Mode::exact) {
      finish_check();
    } else {
      finish_window(length);
    }
    publish();
  }
  counts_ = {};
  // The original's first check starts with the connection, wherever the first window starts.
  if (has_window_) check_ = {};
  bitrate_ = vex::absent;
}

void Compat::finish_window(double length) {
  take_counts(counts_);
  at(Compatible::bitrate_bps) = bitrate_;
  at(Compatible::bitrate_kbps) = bitrate_ / 1000;
  if (!std::isnan(bitrate_)) average_.add(bitrate_, length);
  at(Compatible::avg_bitrate_bps) = average_.value();
}

void Compat::finish_check() {
  take_running_counts();
  const double bitrate = check_.bitrate_bps();
  if (!std::isnan(bitrate)) checks_.add(bitrate);
  at(Compatible::bitrate_bps) = bitrate;
  at(Compatible::bitrate_kbps) = bitrate / 1000;
  at(Compatible::avg_bitrate_bps) = checks_.mean().value_or(vex::absent);
  at(Compatible::framerate) = check_.framerate();
  at(Compatible::gop_size) = check_.gop_size();
  at(Compatible::packet_loss_ratio) = check_.packet_loss_ratio();
  at(Compatible::network_jitter_ms) = check_.network_jitter_ms();
  at(Compatible::quality_score) = original_quality(check_.framerate(), bitrate);
  const auto variation = checks_.coefficient_of_variation();
  at(Compatible::stability_score) = variation ? stability_score(*variation) : 0;
}

void Compat::take_counts(const Counts& counts) {
  at(Compatible::total_packets) = static_cast<double>(counts.total);
  at(Compatible::video_packets) = static_cast<double>(counts.video);
  at(Compatible::audio_packets) = static_cast<double>(counts.audio);
  at(Compatible::keyframes) = static_cast<double>(counts.keyframes);
}

void Compat::take_running_counts() {
  if (mode_ != Mode::exact) return take_counts(counts_);
  take_counts(
      {check_.total_packets(), check_.video_packets(), check_.audio_packets(), check_.keyframes()});
}

void Compat::on_transport(const vex::Transport& transport) {
  if (mode_ == Mode::exact) return;
  at(Compatible::rtt_ms) =
      transport.rtt >= vex::Nanos{} ? milliseconds(transport.rtt) : vex::absent;
}

void Compat::on_sample(const vex::Sample& sample) {
  if (mode_ == Mode::exact) return;
  if (bitrate_row_ == sample.metric) {
    bitrate_ = sample.value;
  } else if (framerate_row_ == sample.metric) {
    at(Compatible::framerate) = sample.value;
  } else if (stability_row_ == sample.metric) {
    at(Compatible::stability_score) = sample.value;
  } else if (gop_row_ == sample.metric && vex::text(sample.labels[0]) == "last") {
    at(Compatible::gop_size) = sample.value;
  } else if (rtp_jitter_row_ == sample.metric) {
    take_rtp(Compatible::network_jitter_ms, sample, 1000);
  } else if (rtp_loss_row_ == sample.metric) {
    take_rtp(Compatible::packet_loss_ratio, sample, 1);
  } else if (!is_rtp_ && ts_loss_row_ == sample.metric) {
    at(Compatible::packet_loss_ratio) = sample.value;
  } else if (!is_rtp_ && jitter_row_ == sample.metric && vex::text(sample.labels[0]) == "p95") {
    at(Compatible::network_jitter_ms) = sample.value * 1000;
  }
}

/// The figures of the video, or of the audio if there is no video; those of the transport stream if
/// RTP carries both in one.
void Compat::take_rtp(Compatible family, const vex::Sample& sample, double factor) {
  is_rtp_ = true;
  const Kind kind = kinds_.has(video) ? video : audio;
  const std::string_view track = vex::text(sample.labels[0]);
  if (track == kind_names[kind] || track == kind_names[data]) at(family) = sample.value * factor;
}

void Compat::on_health(const vex::Health& health) {
  at(Compatible::playable) = zero_or_one(health.playable);
  if (mode_ == Mode::exact) return;
  at(Compatible::healthy) = zero_or_one(health.healthy);
  at(Compatible::quality_score) = score(health.quality);
}

void Compat::on_state(const vex::State& state) {
  const Known before = std::exchange(state_, state.up);
  if (mode_ != Mode::exact) return set_up(state.up);
  if (before == Known::no && state.up == Known::yes) {
    at(Compatible::reconnect_count) = static_cast<double>(++recoveries_);
  }
}

void Compat::set_up(Known up) {
  up_ = up;
  if (up == Known::no) {
    has_figures_ = false;
    const double reconnects = at(Compatible::reconnect_count);
    values_.fill(vex::absent);
    at(Compatible::reconnect_count) = reconnects;
    at(Compatible::playable) = at(Compatible::healthy) = 0;
  }
  at(Compatible::up) = zero_or_one(up);
  if (mode_ == Mode::exact) at(Compatible::healthy) = at(Compatible::up);
  publish();
}

void Compat::on_run_end(const vex::RunEnd& end) {
  const bool failed = end.reason != vex::Reason::none && state_ == Known::no;  // including retries
  if (mode_ == Mode::exact && !has_window_) {
    if (check_.total_packets() > 0) {
      // The original's check was over with its connection, however short that was.
      has_figures_ = true;
      finish_check();
    } else if (failed) {
      set_up(Known::no);
    }
  }
  on_tick({});
}

void Compat::on_tick(vex::Nanos) {
  if (!has_figures_ && counts_.total + check_.total_packets() > 0) take_running_counts();
  publish();
}

void Compat::publish() {
  if (mode_ == Mode::off) return;
  for (std::size_t i = 0; i < family_count; ++i) {
    // What a run measures before the stream is up again is published only then.
    const auto family = static_cast<Compatible>(i);
    const bool survives = family <= Compatible::playable || family == Compatible::reconnect_count;
    const double value = up_ != Known::no || survives ? values_[i] : vex::absent;
    if (is_same(value, published_[i])) continue;
    published_[i] = value;
    emit(*metrics.rows[i], value, {name_, url_});
  }
}

void Compat::Average::add(double bitrate, double length) noexcept {
  bits[next] = bitrate * length;
  seconds[next] = length;
  next = (next + 1) % bits.size();
}

double Compat::Average::value() const noexcept {
  double all_bits = 0;
  double all_seconds = 0;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    all_bits += bits[i];
    all_seconds += seconds[i];
  }
  return all_seconds > 0 ? all_bits / all_seconds : vex::absent;
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Compat)
