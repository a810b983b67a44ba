#include "plugins/analyzers/health.hpp"

#include <cmath>

namespace analyzers {

using vex::Known;
using vex::Quality;

Health::Health(const vex::Setup& setup)
    : Analyzer(setup),
      min_keyframes_(static_cast<std::uint64_t>(setup[min_keyframes])),
      good_framerate_(setup[good_framerate]),
      good_bitrate_(setup[good_bitrate]),
      fair_framerate_(setup[fair_framerate]),
      fair_bitrate_(setup[fair_bitrate]) {}

void Health::on_run_begin(const vex::RunBegin&) {
  // The previous run's judgement stays until this one allows another, because samples are minutes
  // apart.
  kinds_ = {};
  keyframes_ = video_packets_ = audio_packets_ = 0;
  is_settled_ = has_full_window_ = false;
}

void Health::on_packet(const vex::Packet& packet) {
  if (is_settled_ || packet.config) return;
  switch (kinds_.of(packet.track)) {
    case video:
      ++video_packets_;
      if (packet.key) ++keyframes_;
      break;
    case audio:
      ++audio_packets_;
      break;
    default:
      return;
  }
  if (is_seen_playable()) settle();
}

bool Health::is_seen_playable() const noexcept {
  if (kinds_.has(video)) return keyframes_ >= min_keyframes_ && video_packets_ > 10;
  return audio_packets_ >= 10;
}

void Health::on_window(const vex::Window& window) {
  if (window.cause == vex::Window::broken) return;
  quality_ = quality_of_window();
  has_full_window_ = true;
  if (is_settled_) judge();
}

void Health::on_sample(const vex::Sample& sample) {
  if (bitrate_row_ == sample.metric) {
    bitrate_ = sample.value;
  } else if (framerate_row_ == sample.metric) {
    framerate_ = sample.value;
  }
}

Quality Health::quality_of_window() const noexcept {
  if (!kinds_.has(video) || std::isnan(bitrate_)) return Quality::unknown;
  // Without a frame rate, comparisons with NaN are false, which gives "poor", as for a window
  // without frames.
  if (framerate_ >= good_framerate_ && bitrate_ >= good_bitrate_) return Quality::good;
  if (framerate_ >= fair_framerate_ && bitrate_ >= fair_bitrate_) return Quality::fair;
  return Quality::poor;
}

void Health::on_finding_change(const vex::FindingChange& change) {
  std::erase(active_, &change.rule);
  const bool counts = change.severity >= vex::Severity::warning;
  if (change.change == vex::FindingChange::firing && counts) active_.push_back(&change.rule);
  judge();
}

void Health::on_state(const vex::State& state) {
  const bool was_up = std::exchange(up_, state.up) == Known::yes;
  if (up_ == Known::yes) {
    if (!was_up) playable_ = is_settled_ ? Known::yes : Known::unknown;
  } else {
    playable_ = up_;  // down: not playable either; not measured: unknown
    quality_ = Quality::unknown;
    bitrate_ = framerate_ = vex::absent;
  }
  judge();
}

void Health::on_run_end(const vex::RunEnd& end) {
  // A complete sample or file will show nothing more, however short it was.
  if (end.status == VEX_OK) has_full_window_ = true;
  settle();
}

void Health::on_tick(vex::Nanos) { settle(); }

/// Called when a window has passed without what makes a stream playable. This is not judged at the
/// window itself, because its closing keyframe, which may be the second one, comes right after it.
void Health::settle() {
  if (is_settled_) return;
  is_settled_ = is_seen_playable();
  if (up_ == Known::no || (!is_settled_ && !has_full_window_)) return;
  playable_ = vex::known(is_settled_);
  judge();
}

void Health::judge() {
  vex::Health health{.playable = playable_, .quality = quality_, .healthy = Known::unknown};
  if (up_ == Known::no) health.quality = Quality::unknown;
  if (up_ == Known::no || (up_ == Known::yes && !active_.empty())) {
    health.healthy = Known::no;
  } else if (up_ == Known::yes) {
    health.healthy = playable_;
  }
  if (health == emitted_) return;
  emitted_ = health;
  emit(health);
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Health)
