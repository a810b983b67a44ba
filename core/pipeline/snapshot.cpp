#include "core/pipeline/snapshot.hpp"

#include <vex/cpp/text.hpp>

namespace core::pipeline {

using vex::detail::to_abi;

TrackList::TrackList(std::vector<vex_event_track> tracks) : tracks_(std::move(tracks)) {
  const auto each_text = [](vex_event_track& track, auto&& body) {
    for (vex_str* text : {&track.codec, &track.profile, &track.level, &track.pixel_format}) {
      body(*text);
    }
  };
  std::size_t size = 0;
  for (vex_event_track& track : tracks_) each_text(track, [&](vex_str& t) { size += t.size; });
  texts_.reserve(size);  // the tracks point into it
  for (vex_event_track& track : tracks_) {
    track.head.size = sizeof(vex_event_track);
    each_text(track, [&](vex_str& text) {
      const char* kept = texts_.data() + texts_.size();
      texts_.append(text.data, text.size);
      text.data = kept;
    });
    rows_.push_back(&track);
  }
}

FindingList::FindingList(std::vector<Finding> findings, std::string_view url)
    : findings_(std::move(findings)),
      reproduce_("video-exporter probe '" + std::string(url) + "'") {
  evidence_.reserve(findings_.size());
  changes_.reserve(findings_.size());
  for (const Finding& finding : findings_) {
    auto& lines = evidence_.emplace_back();
    for (const auto& [key, value] : finding.evidence) lines.push_back(vex::pair(key, value));
    changes_.push_back({{sizeof(vex_event_finding_change), VEX_EVENT_FINDING_CHANGE, finding.since},
                        finding.rule,
                        finding.change,
                        finding.setting.severity,
                        finding.since,
                        finding.value,
                        finding.limit,
                        to_abi(finding.message),
                        to_abi(reproduce_),
                        lines.data(),
                        lines.size()});
    rows_.push_back({&changes_.back(), finding.origin});
  }
}

StreamSnapshot::StreamSnapshot(SnapshotParts parts) : parts_(std::move(parts)) {
  abi_.size = sizeof(vex_stream_snapshot);
  abi_.up = parts_.up;
  abi_.target = &parts_.target->abi();
  abi_.reason = parts_.reason;
  abi_.mode = parts_.mode;
  abi_.sentence = to_abi(parts_.sentence);
  abi_.since = parts_.since;
  if (parts_.format) {
    format_ = {{sizeof(vex_event_format), VEX_EVENT_FORMAT, 0},
               to_abi(parts_.format->protocol),
               to_abi(parts_.format->container),
               parts_.format->live,
               0,
               parts_.format->segment_duration};
    abi_.format = &format_;
  }
  if (parts_.has_health) abi_.health = &parts_.health;
  if (parts_.tracks) {
    abi_.tracks = parts_.tracks->tracks().data();
    abi_.track_count = parts_.tracks->tracks().size();
  }
  if (parts_.layout) {
    abi_.series = parts_.layout->series().data();
    abi_.values = parts_.values.data();
    abi_.series_count = parts_.layout->series().size();
  }
  if (parts_.findings) {
    abi_.findings = parts_.findings->findings().data();
    abi_.finding_count = parts_.findings->findings().size();
  }
  abi_.runs = parts_.runs;
  abi_.checks = parts_.checks;
}

}  // namespace core::pipeline
