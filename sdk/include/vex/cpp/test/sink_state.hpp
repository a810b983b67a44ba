// vex/cpp/test/sink_state.hpp - a snapshot composed by a test. Included by sink_bench.hpp.
#pragma once

#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../event.hpp"
#include "../snapshot.hpp"

namespace vex::test {

/// Keeps texts at their address for as long as it lives.
class KeptTexts {
 public:
  vex_str keep(std::string_view text) { return vex::detail::to_abi(kept_.emplace_back(text)); }

 private:
  std::deque<std::string> kept_;
};

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// A stream under watch, in whatever state a test gives it.
class StreamState {
 public:
  StreamState(std::string_view project, std::string_view id) {
    target_.project = texts_.keep(project);
    target_.id = texts_.keep(id);
    target_.name = target_.id;
  }
  StreamState(const StreamState&) = delete;
  StreamState& operator=(const StreamState&) = delete;

  StreamState& name(std::string_view name) { return set(target_.name, name); }
  StreamState& url(std::string_view url) { return set(target_.url, url); }

  StreamState& label(std::string_view key, std::string_view value) {
    labels_.push_back({texts_.keep(key), texts_.keep(value)});
    return *this;
  }

  StreamState& mode(Mode mode, std::uint64_t checks = 0) {
    stream_.mode = vex::detail::number(mode);
    stream_.checks = checks;
    return *this;
  }

  StreamState& up() { return state(Known::yes, Reason::none, ""); }
  StreamState& down(Reason reason, std::string_view sentence) {
    return state(Known::no, reason, sentence);
  }

  StreamState& health(const Health& health) {
    health_ = vex::detail::to_abi(health);
    stream_.health = &health_;
    return *this;
  }

  StreamState& track(Track track) {
    track.codec = kept(track.codec);
    track.profile = kept(track.profile);
    track.level = kept(track.level);
    track.pixel_format = kept(track.pixel_format);
    tracks_.push_back(vex::detail::to_abi(track));
    return *this;
  }

  /// A series of a metric of the host, or of the plugin `origin`.
  StreamState& sample(const vex_metric& metric, double value,
                      std::initializer_list<std::string_view> labels = {},
                      const vex_plugin* origin = nullptr) {
    auto& kept = series_labels_.emplace_back();
    for (const std::string_view label : labels) kept.push_back(texts_.keep(label));
    series_.push_back({&metric, origin, kept.data()});
    values_.push_back(value);
    return *this;
  }

  StreamState& finding(const vex_rule& rule, FindingChange::Change change) {
    changes_.push_back(vex::detail::to_abi(FindingChange{.rule = rule, .change = change}));
    return *this;
  }

  /// The stream as events carry it.
  [[nodiscard]] const vex_target& target() {
    target_.labels = labels_.data();
    target_.label_count = labels_.size();
    return target_;
  }

  /// Valid until the stream is changed.
  [[nodiscard]] const vex_stream_snapshot& view() {
    track_rows_.clear();
    for (const vex_event_track& track : tracks_) track_rows_.push_back(&track);
    findings_.clear();
    for (const auto& change : changes_) findings_.push_back({&change, nullptr});
    stream_.target = &target();
    stream_.tracks = track_rows_.data();
    stream_.track_count = track_rows_.size();
    stream_.series = series_.data();
    stream_.values = values_.data();
    stream_.series_count = series_.size();
    stream_.findings = findings_.data();
    stream_.finding_count = findings_.size();
    return stream_;
  }

 private:
  StreamState& set(vex_str& field, std::string_view text) {
    field = texts_.keep(text);
    return *this;
  }

  StreamState& state(Known up, Reason reason, std::string_view sentence) {
    stream_.up = vex::detail::number(up);
    stream_.reason = vex::detail::number(reason);
    return set(stream_.sentence, sentence);
  }

  std::string_view kept(std::string_view text) { return vex::detail::from_abi(texts_.keep(text)); }

  KeptTexts texts_;
  vex_target target_{.size = sizeof(vex_target),
                     .port = 0,
                     .project = {},
                     .id = {},
                     .name = {},
                     .url = {},
                     .scheme = {},
                     .host = {},
                     .labels = nullptr,
                     .label_count = 0};
  vex_stream_snapshot stream_ = [] {
    vex_stream_snapshot stream{};
    stream.size = sizeof stream;
    stream.mode = VEX_MODE_CONTINUOUS;
    return stream;
  }();
  std::vector<vex_pair> labels_;
  vex_event_health health_{};
  std::deque<vex_event_track> tracks_;
  std::vector<const vex_event_track*> track_rows_;
  std::deque<std::vector<vex_str>> series_labels_;
  std::vector<vex_series> series_;
  std::vector<double> values_;
  std::deque<vex_event_finding_change> changes_;
  std::vector<vex_finding_snapshot> findings_;
};

/// One of the exporter's own metrics.
class OwnState {
 public:
  OwnState(const char* name, std::uint32_t type, const char* unit, const char* help) {
    metric_.name = name;
    metric_.type = type;
    metric_.unit = unit;
    metric_.help = help;
  }
  OwnState(const OwnState&) = delete;
  OwnState& operator=(const OwnState&) = delete;

  OwnState& sample(double value, Labels labels = {}) {
    auto& pairs = labels_.emplace_back();
    for (const auto& [key, text] : labels) pairs.push_back({texts_.keep(key), texts_.keep(text)});
    samples_.push_back({pairs.data(), pairs.size(), value, nullptr});
    return *this;
  }

  /// `counts` are cumulative; the last one is for +Inf.
  OwnState& histogram(std::vector<double> bounds, std::vector<std::uint64_t> counts, double sum,
                      Labels labels = {}) {
    bounds_ = std::move(bounds);
    sample(sum, labels).samples_.back().counts = counts_.emplace_back(std::move(counts)).data();
    return *this;
  }

  [[nodiscard]] const vex_own_metric& view() {
    metric_.bounds = bounds_.data();
    metric_.bound_count = bounds_.size();
    metric_.samples = samples_.data();
    metric_.sample_count = samples_.size();
    return metric_;
  }

 private:
  KeptTexts texts_;
  vex_own_metric metric_{};
  std::vector<double> bounds_;
  std::deque<std::vector<std::uint64_t>> counts_;
  std::deque<std::vector<vex_pair>> labels_;
  std::vector<vex_own_sample> samples_;
};

/// What `vex.snapshot/1` will show. Streams keep the order in which they are added.
class SnapshotState {
 public:
  StreamState& stream(std::string_view project, std::string_view id) {
    return streams_.emplace_back(project, id);
  }

  OwnState& own(const char* name, std::uint32_t type, const char* unit = "",
                const char* help = "Help.") {
    return own_.emplace_back(name, type, unit, help);
  }

  /// Valid until the next change.
  [[nodiscard]] const vex_snapshot& view() {
    stream_views_.clear();
    for (StreamState& stream : streams_) stream_views_.push_back(&stream.view());
    own_views_.clear();
    for (OwnState& metric : own_) own_views_.push_back(metric.view());
    snapshot_ = {sizeof snapshot_,  VEX_YES,          0, stream_views_.data(), stream_views_.size(),
                 own_views_.data(), own_views_.size()};
    return snapshot_;
  }

 private:
  std::deque<StreamState> streams_;
  std::deque<OwnState> own_;
  std::vector<const vex_stream_snapshot*> stream_views_;
  std::vector<vex_own_metric> own_views_;
  vex_snapshot snapshot_{};
};

}  // namespace vex::test
