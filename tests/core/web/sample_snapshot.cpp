#include "tests/core/web/sample_snapshot.hpp"

#include <utility>

namespace core::web {

SampleStream::SampleStream(std::string project, std::string id, std::string url) {
  target_.size = sizeof target_;
  target_.name = keep(project + "_origin_" + id + "_live");
  target_.project = keep(std::move(project));
  target_.id = keep(std::move(id));
  target_.url = keep(std::move(url));
  snapshot_.size = sizeof snapshot_;
  snapshot_.mode = VEX_MODE_CONTINUOUS;
  snapshot_.runs = 1;
  format_.protocol = keep("http-flv");
  format_.container = keep("flv");
}

vex_str SampleStream::keep(std::string text) {
  texts_.push_back(std::move(text));
  return {texts_.back().data(), texts_.back().size()};
}

SampleStream& SampleStream::up() {
  snapshot_.up = VEX_YES;
  return *this;
}

SampleStream& SampleStream::down(vex::Reason reason, std::string sentence) {
  snapshot_.up = VEX_NO;
  snapshot_.reason = static_cast<std::uint32_t>(reason);
  snapshot_.sentence = keep(std::move(sentence));
  return *this;
}

SampleStream& SampleStream::health(vex_event_health health) {
  health_ = health;
  snapshot_.health = &health_;
  return *this;
}

SampleStream& SampleStream::label(std::string key, std::string value) {
  labels_.push_back({keep(std::move(key)), keep(std::move(value))});
  return *this;
}

SampleStream& SampleStream::video(std::string codec, std::uint32_t width, std::uint32_t height) {
  vex_event_track& track = tracks_.emplace_back();
  track.id = 1;
  track.kind = VEX_TRACK_VIDEO;
  track.codec = keep(std::move(codec));
  track.width = width;
  track.height = height;
  return *this;
}

SampleStream& SampleStream::audio(std::string codec) {
  vex_event_track& track = tracks_.emplace_back();
  track.id = 2;
  track.kind = VEX_TRACK_AUDIO;
  track.codec = keep(std::move(codec));
  track.sample_rate = 48'000;
  track.channels = 2;
  return *this;
}

SampleStream& SampleStream::value(const vex_metric& metric, double value, std::string label) {
  const vex_str* labels = nullptr;
  if (metric.labels[0] != nullptr) labels = &series_labels_.emplace_back(keep(std::move(label)));
  series_.push_back({&metric, nullptr, labels});
  values_.push_back(value);
  return *this;
}

SampleStream& SampleStream::finding(const vex_rule& rule, std::string message) {
  vex_event_finding_change& change = changes_.emplace_back();
  change.rule = &rule;
  change.change = VEX_CHANGE_FIRING;
  change.severity = rule.severity;
  change.value = 100'000;
  change.limit = 500'000;
  change.message = keep(std::move(message));
  findings_.push_back({&change, nullptr});
  return *this;
}

SampleStream& SampleStream::pending_finding(const vex_rule& rule, std::string message) {
  finding(rule, std::move(message));
  changes_.back().change = VEX_CHANGE_PENDING;
  return *this;
}

SampleStream& SampleStream::since(vex_time time) {
  snapshot_.since = time;
  return *this;
}

const vex_stream_snapshot& SampleStream::snapshot() {
  target_.labels = labels_.data();
  target_.label_count = labels_.size();
  track_rows_.clear();
  for (const vex_event_track& track : tracks_) track_rows_.push_back(&track);
  snapshot_.target = &target_;
  snapshot_.format = tracks_.empty() ? nullptr : &format_;
  snapshot_.tracks = track_rows_.data();
  snapshot_.track_count = track_rows_.size();
  snapshot_.series = series_.data();
  snapshot_.values = values_.data();
  snapshot_.series_count = series_.size();
  snapshot_.findings = findings_.data();
  snapshot_.finding_count = findings_.size();
  return snapshot_;
}

SampleStream& SampleSource::add(std::string project, std::string id, std::string url) {
  return streams_.emplace_back(std::move(project), std::move(id), std::move(url));
}

const vex_snapshot* SampleSource::acquire() {
  rows_.clear();
  for (SampleStream& stream : streams_) rows_.push_back(&stream.snapshot());
  snapshot_.size = sizeof snapshot_;
  if (snapshot_.measurement_valid == VEX_UNKNOWN) snapshot_.measurement_valid = VEX_YES;
  snapshot_.streams = rows_.data();
  snapshot_.stream_count = rows_.size();
  ++held_;
  return &snapshot_;
}

void SampleSource::release(const vex_snapshot*) { --held_; }

}  // namespace core::web
