#include "plugins/analyzers/tracks.hpp"

#include <cmath>
#include <vector>

namespace analyzers {
namespace {

double known_or_absent(double value) noexcept { return value > 0 ? value : vex::absent; }

/// A change from or to an unknown value does not count, and rates computed from different fields of
/// the bitstream differ in the last digits.
bool differs(double before, double now) noexcept {
  return before > 0 && now > 0 && std::abs(before - now) > before / 10'000;
}

}  // namespace

Tracks::Tracks(const vex::Setup& setup)
    : Analyzer(setup),
      longest_without_video_(setup.limit(video_missing)),
      longest_without_audio_(setup.limit(audio_missing)) {}

void Tracks::on_run_begin(const vex::RunBegin& begin) {
  kinds_ = {};
  is_live_ = begin.mode != vex::Mode::offline;
  segment_ = 0;
  forget_packets();
}

void Tracks::forget_packets() {
  last_ = {};
  first_.reset();
  newest_.reset();
}

void Tracks::on_format(const vex::Format& format) {
  if (format.live == vex::Known::no) is_live_ = false;
  segment_ = vex::seconds(format.segment_duration);
}

void Tracks::on_track(const vex::Track& track) {
  kinds_.add(track);
  const Kind kind = kinds_.of(track.id);
  if (kind > audio || !kinds_.is_first(kind, track.id)) return;
  Facts facts{std::string(track.codec), track.width,       track.height,
              track.nominal_framerate,  track.sample_rate, track.channels};
  show(facts, kind);
  if (known_[kind]) report_changes(kind, *known_[kind], facts);
  known_[kind] = std::move(facts);
}

void Tracks::show(const Facts& facts, Kind kind) const {
  if (kind == video) {
    emit(width, known_or_absent(facts.width));
    emit(height, known_or_absent(facts.height));
    emit(framerate, known_or_absent(facts.framerate));
  } else {
    emit(sample_rate, known_or_absent(facts.sample_rate));
    emit(channels, known_or_absent(facts.channels));
  }
}

void Tracks::report_changes(Kind kind, const Facts& was, const Facts& is) {
  std::vector<std::pair<const char*, std::string>> changes;
  const auto compare = [&](const char* what, auto before, auto now) {
    if (!differs(before, now)) return;
    changes.emplace_back(what, std::to_string(before) + " to " + std::to_string(now));
  };
  if (!was.codec.empty() && !is.codec.empty() && was.codec != is.codec) {
    changes.emplace_back("codec", was.codec + " to " + is.codec);
  }
  compare("width", was.width, is.width);
  compare("height", was.height, is.height);
  compare("nominal_framerate", was.framerate, is.framerate);
  compare("sample_rate", was.sample_rate, is.sample_rate);
  compare("channels", was.channels, is.channels);
  if (changes.empty()) return;

  std::vector<vex_pair> evidence{vex::pair("track", kind_names[kind])};
  for (const auto& [what, change] : changes) evidence.push_back(vex::pair(what, change));
  has_changed_ = true;
  emit(vex::Finding{.rule = track_changed,
                    .broken = true,
                    .message = "a track has changed",
                    .evidence = evidence});
}

void Tracks::on_packet(const vex::Packet& packet) {
  if (packet.config) return;
  const Kind kind = kinds_.of(packet.track);
  if (kind == unknown) return;
  newest_ = is_live_ ? packet.time : packet.dts;
  last_[kind] = newest_;
  if (!first_) first_ = newest_;
}

void Tracks::on_state(const vex::State& state) {
  if (state.up != vex::Known::no) return;
  forget_packets();
  // While a stream is down its tracks are unknown, which is not the same as missing.
  for (const Kind kind : {video, audio}) {
    if (known_[kind]) show({}, kind);
  }
  call_off(video_missing, video_is_missing_);
  call_off(audio_missing, audio_is_missing_);
}

void Tracks::on_tick(vex::Nanos) {
  judge();
  // A change is a transition; keep_firing decides how long it is shown.
  if (std::exchange(has_changed_, false)) {
    emit(vex::Finding{.rule = track_changed, .broken = false});
  }
}

void Tracks::judge() {
  judge(video, video_missing, longest_without_video_, video_is_missing_);
  judge(audio, audio_missing, longest_without_audio_, audio_is_missing_);
}

void Tracks::judge(Kind kind, const vex::Rule& rule, double limit, bool& is_missing) {
  if (std::isnan(limit) || !known_[kind] || !newest_) return;
  // Measured against the newest packet of any track: if none arrives at all, the whole stream has
  // stalled.
  const double without = vex::seconds(*newest_ - last_[kind].value_or(*first_));
  // The segments of one track may arrive before those of another.
  const bool was_missing = std::exchange(is_missing, without > limit + segment_);
  if (!is_missing && !was_missing) return;
  emit(vex::Finding{.rule = rule,
                    .broken = is_missing,
                    .value = without,
                    .limit = limit + segment_,
                    .message = "the other tracks continue without it"});
}

void Tracks::call_off(const vex::Rule& rule, bool& is_missing) {
  if (std::exchange(is_missing, false)) emit(vex::Finding{.rule = rule, .broken = false});
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Tracks)
