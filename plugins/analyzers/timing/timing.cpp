#include "plugins/analyzers/timing/timing.hpp"

#include <algorithm>
#include <cmath>

namespace analyzers {
namespace {

constexpr std::array<std::string_view, VEX_PHASE_FIRST_KEYFRAME + 1> phase_names{
    "",        "resolve",    "connect",     "tls",           "handshake",
    "request", "first_byte", "first_media", "first_keyframe"};

}  // namespace

Timing::Timing(const vex::Setup& setup)
    : Analyzer(setup),
      slowest_phase_(setup.limit(slow_start)),
      least_ratio_(setup.limit(starving)),
      most_breaks_(setup.limit(discontinuity)),
      largest_skew_(setup.limit(av_skew)) {}

void Timing::on_run_begin(const vex::RunBegin& begin) {
  is_live_ = has_pace_ = begin.mode != vex::Mode::offline;
}

void Timing::on_format(const vex::Format& format) {
  if (format.live == vex::Known::no) is_live_ = false;
  is_segmented_ = format.segment_duration > vex::Nanos{};
  has_pace_ = is_live_ && !is_segmented_;
}

void Timing::on_phase(const vex::Phase& phase) {
  if (phase.step >= phases_.size() || std::isnan(slowest_phase_)) return;
  const vex::Nanos total = phases_[phase.step] += phase.duration;
  if (vex::seconds(total) <= slowest_phase_) return;
  const std::array evidence{vex::pair("phase", phase_names[phase.step])};
  was_slow_ = true;
  emit(vex::Finding{.rule = slow_start,
                    .broken = true,
                    .value = vex::seconds(total),
                    .limit = slowest_phase_,
                    .message = "a viewer has to wait for the stream to start",
                    .evidence = evidence});
}

void Timing::on_track(const vex::Track& track) {
  kinds_.add(track);
  const Kind kind = kinds_.of(track.id);
  if (kind != video || !kinds_.is_first(video, track.id)) return;
  const double rate = track.nominal_framerate;
  // Outside this range the bitstream announces nonsense.
  const bool is_usable = rate >= 0.1 && rate <= 1000;
  continuity_[video].set_frame_duration(vex::Nanos(is_usable ? std::llround(1e9 / rate) : 0));
}

void Timing::on_packet(const vex::Packet& packet) {
  if (packet.config) return;
  const Kind kind = kinds_.of(packet.track);
  if (kind == unknown || !kinds_.is_first(kind, packet.track)) return;
  if (const auto found = continuity_[kind].next(packet.dts, packet.burst)) {
    ++breaks_[kind][static_cast<std::size_t>(*found)];
    ++unseen_breaks_;
  }
  if (packet.burst) return;
  if (!is_segmented_) skew_.add(kind, packet.dts);
  if (!has_pace_) return;
  jitter_.add(kind, packet.time, packet.dts);
  if (kind == video || !kinds_.has(video)) {
    last_dts_ = packet.dts;
    last_arrival_ = packet.time;
  }
}

void Timing::on_clock_reference(const vex::ClockReference& reference) {
  if (reference.source != vex::ClockReference::rtcp_sr) return;
  const Kind kind = kinds_.of(reference.track);
  if (!kinds_.is_first(kind, reference.track)) return;
  skew_.set_origin(kind, reference.unix_time - reference.media_time);
}

void Timing::on_window(const vex::Window& window) {
  emit_breaks();
  if (window.cause == vex::Window::broken) {
    jitter_ = {};
    skew_.restart();
    is_starving_ = false;  // a recovery cannot be seen across the break
    return;
  }
  if (has_pace_) {
    judge_pace(window);
    emit_jitter();
  }
  if (const auto value = skew_.value()) emit(skew, *value);
}

void Timing::judge_pace(const vex::Window& window) {
  const double arrival = vex::seconds(window.end_time - window.begin_time);
  if (arrival <= 0) return;
  const double ratio = vex::seconds(window.media_duration()) / arrival;
  emit(clock_ratio, ratio);
  if (std::isnan(least_ratio_)) return;
  is_starving_ = ratio < least_ratio_;
  window_begin_dts_ = window.begin_dts;
  window_begin_arrival_ = window.begin_time;
  emit(vex::Finding{.rule = starving,
                    .broken = is_starving_,
                    .value = ratio,
                    .limit = least_ratio_,
                    .message = "media arrives more slowly than it is played"});
}

/// A delay at the end of a window is not starvation if it is made up for before the next window
/// ends.
void Timing::judge_recovery() {
  const double arrival = vex::seconds(last_arrival_ - window_begin_arrival_);
  if (!is_starving_ || arrival <= 0) return;
  const double ratio = vex::seconds(last_dts_ - window_begin_dts_) / arrival;
  if (ratio < least_ratio_) return;
  is_starving_ = false;
  emit(vex::Finding{.rule = starving, .broken = false, .value = ratio, .limit = least_ratio_});
}

void Timing::emit_jitter() {
  const auto spread = jitter_.finish();
  emit(jitter, spread ? spread->median : vex::absent, {"median"});
  emit(jitter, spread ? spread->p95 : vex::absent, {"p95"});
  emit(jitter, spread ? spread->max : vex::absent, {"max"});
}

void Timing::emit_breaks() {
  for (const Kind kind : {video, audio, data}) {
    for (std::size_t i = 0; i < break_names.size(); ++i) {
      if (breaks_[kind][i] == 0) continue;
      emit(discontinuities, std::exchange(breaks_[kind][i], 0), {kind_names[kind], break_names[i]});
    }
  }
}

void Timing::on_tick(vex::Nanos) {
  emit_breaks();
  if (has_pace_) judge_recovery();
  if (is_live_) judge_breaks();
  judge_skew();
  // A slow start is a transition; keep_firing decides how long it is shown.
  if (std::exchange(was_slow_, false)) emit(vex::Finding{.rule = slow_start, .broken = false});
}

void Timing::judge_breaks() {
  second_ = (second_ + 1) % minute;
  breaks_of_minute_ -= breaks_of_second_[second_];
  breaks_of_second_[second_] =
      static_cast<std::uint8_t>(std::min(std::exchange(unseen_breaks_, 0), 255u));
  breaks_of_minute_ += breaks_of_second_[second_];
  if (std::isnan(most_breaks_)) return;
  const bool was_breaking = std::exchange(is_breaking_, breaks_of_minute_ > most_breaks_);
  if (!is_breaking_ && !was_breaking) return;
  emit(vex::Finding{.rule = discontinuity,
                    .broken = is_breaking_,
                    .value = static_cast<double>(breaks_of_minute_),
                    .limit = most_breaks_,
                    .message = "timestamps break again and again"});
}

void Timing::judge_skew() {
  const auto value = skew_.value();
  if (std::isnan(largest_skew_) || !value) return;
  const bool was_skewed = std::exchange(is_skewed_, std::abs(*value) > largest_skew_);
  if (!is_skewed_ && !was_skewed) return;
  emit(vex::Finding{.rule = av_skew,
                    .broken = is_skewed_,
                    .value = *value,
                    .limit = largest_skew_,
                    .message = "audio and video of the same moment are sent apart"});
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Timing)
