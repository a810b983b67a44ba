// What a stream publishes: its own metrics, transitions for the sinks, snapshots.
#include "core/pipeline/stream.hpp"

#include <vex/cpp/event.hpp>

#include <array>

#include "core/pipeline/core_plugin.hpp"

namespace core::pipeline {

void Stream::deliver_state() {
  const auto event = vex::detail::to_abi(vex::State{
      vex::Nanos(surroundings_.now()), vex::Known{up_}, reason_, sentence_, vex::Nanos(since_)});
  chain_.deliver(event.head);
}

std::string_view Stream::severity_name(std::uint32_t severity) {
  constexpr std::array<std::string_view, 4> names{"", "info", "warning", "critical"};
  return names.at(severity);
}

void Stream::on_finding_change(const Finding& finding, std::uint32_t change, vex_time now) {
  const bool firing = change == VEX_CHANGE_FIRING;
  put(own::finding_active, firing ? 1 : vex::absent,
      {finding.rule->id, severity_name(finding.setting.severity)});
  if (firing) put(own::findings, 1, {finding.rule->id});
  const FindingList list({finding}, vex::text(target_->abi().url));
  vex_event_finding_change event = *list.findings().front().change;
  event.head.time = now;
  event.change = change;
  chain_.deliver(event.head);
  publish(event.head, finding.origin);
  if (finding.rule == &own::flapping) hold_changes_back(firing);
  is_snapshot_behind_ = true;
}

void Stream::refresh_info() {
  const vex_target& target = target_->abi();
  std::vector<std::string> labels{
      std::string(vex::text(target.name)), std::string(vex::text(target.url)),
      format_ ? format_->protocol : "", format_ ? format_->container : ""};
  labels.resize(9);
  if (tracks_) {
    for (const vex_event_track* track : tracks_->tracks()) {
      if (track->kind == VEX_TRACK_VIDEO && labels[4].empty()) {
        labels[4] = vex::text(track->codec);
        labels[5] = vex::text(track->profile);
        labels[6] = vex::text(track->level);
        labels[8] = vex::text(track->pixel_format);
      } else if (track->kind == VEX_TRACK_AUDIO && labels[7].empty()) {
        labels[7] = vex::text(track->codec);
      }
    }
  }
  if (labels == info_labels_) return;
  std::vector<vex_str> views;
  const auto put_info = [&](const std::vector<std::string>& texts, double value) {
    views.clear();
    for (const std::string& text : texts) views.push_back(vex::detail::to_abi(text));
    series_.put(own::info, nullptr, views, value, Keeping::stream);
  };
  if (!info_labels_.empty()) put_info(info_labels_, vex::absent);
  put_info(labels, 1);
  info_labels_ = std::move(labels);
}

void Stream::put(const vex_metric& metric, double value,
                 std::initializer_list<std::string_view> labels) {
  std::array<vex_str, VEX_LABELS_MAX> views;
  std::size_t count = 0;
  for (const std::string_view label : labels) views.at(count++) = vex::detail::to_abi(label);
  series_.put(metric, nullptr, std::span(views).first(count), value, Keeping::stream);
}

void Stream::publish(const vex_event& event, const vex_plugin* origin) {
  const vex_time now = surroundings_.now();
  const std::int64_t unix_time =
      surroundings_.unix_now() - (event.time != 0 ? now - event.time : 0);
  surroundings_.publish(
      target_, vex_record{sizeof(vex_record), 0, &target_->abi(), origin, &event, unix_time});
}

void Stream::publish_snapshot() {
  is_snapshot_behind_ = false;
  if (finding_list_version_ != findings_.version()) {
    finding_list_version_ = findings_.version();
    finding_list_ = findings_.active().empty()
                        ? nullptr
                        : std::make_shared<const FindingList>(findings_.active(),
                                                              vex::text(target_->abi().url));
  }
  SnapshotParts parts;
  parts.target = target_;
  parts.up = up_;
  parts.reason = static_cast<std::uint32_t>(reason_);
  parts.mode = mode_;
  parts.sentence = sentence_;
  parts.since = since_;
  parts.format = format_;
  parts.has_health = health_.has_value();
  if (health_) parts.health = *health_;
  parts.tracks = tracks_;
  parts.layout = series_.layout();
  parts.values = series_.values();
  parts.findings = finding_list_;
  parts.runs = runs_;
  parts.checks = checks_;
  slot_.store(std::make_shared<const StreamSnapshot>(std::move(parts)));
}

}  // namespace core::pipeline
