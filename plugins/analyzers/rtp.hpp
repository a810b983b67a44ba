// Reception of RTP packets.
#pragma once

#include <vector>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// Publishes what the probe counts of a track's RTP packets, and judges it every ten seconds,
/// because a shorter time has too few packets for a meaningful ratio. Other streams have no such
/// events and cost nothing here.
class Rtp final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"rtp", "1.0.0", "Watches loss, order and jitter of RTP packets"};

  static constexpr vex::Counter expected{
      "rtp_packets_expected", "", "Sequence numbers from the first to the highest.", {"track"}};
  static constexpr vex::Counter lost{
      "rtp_lost", "", "RTP packets that never arrived, or far too late.", {"track"}};
  static constexpr vex::Counter reordered{
      "rtp_reordered", "", "RTP packets that arrived after one sent later.", {"track"}};
  static constexpr vex::Gauge jitter{
      "rtp_jitter", "seconds", "Interarrival jitter of RTP packets (RFC 3550 A.8).", {"track"}};
  static constexpr vex::Gauge loss_ratio{"rtp_loss",
                                         "ratio",
                                         "Share of lost packets in the last ten seconds.",
                                         {"track"},
                                         vex::internal};
  static constexpr auto metrics = vex::metrics(expected, lost, reordered, jitter, loss_ratio);

  static constexpr vex::Rule rtp_loss{
      "rtp_loss", vex::Severity::warning, "More than this share of the RTP packets was lost.",
      "ratio",    {"0.01", "0s", "30s"},  "RFC 3550 A.3"};
  static constexpr vex::Rule rtp_jitter{
      "rtp_jitter", vex::Severity::warning,  "RTP packets arrive less evenly than the limit.",
      "seconds",    {"100ms", "10s", "30s"}, "RFC 3550 A.8"};
  static constexpr vex::Rule rtp_reordered{
      "rtp_reordered",
      vex::Severity::warning,
      "More than this share of the RTP packets arrived out of order.",
      "ratio",
      {"0.05", "0s", "30s"},
      "RFC 3550 A.1"};
  static constexpr vex::Rule rtcp_missing{
      "rtcp_missing", vex::Severity::warning, "No RTCP sender report has arrived for this long.",
      "seconds",      {"30s", "0s", "30s"},   "RFC 3550 6.4"};
  static constexpr auto rules = vex::rules(rtp_loss, rtp_jitter, rtp_reordered, rtcp_missing);

  static constexpr std::uint64_t wants = vex::wants(VEX_EVENT_TRACK, VEX_EVENT_RECEPTION);

  explicit Rtp(const vex::Setup& setup);

  void on_track(const vex::Track& track) override { kinds_.add(track); }
  void on_reception(const vex::Reception& reception) override;

 private:
  struct Source {
    vex::Reception last{};
    vex::Reception judged{};  // the totals when they were last judged
    vex::Nanos last_report{};
  };

  Source& source_of(const vex::Reception& reception);
  void judge(Source& source, Kind kind) const;
  void judge_reports(const Source& source) const;

  const double most_lost_;
  const double most_jitter_;
  const double most_reordered_;
  const double longest_without_report_;
  TrackKinds kinds_;
  std::vector<Source> sources_;
};

}  // namespace analyzers
