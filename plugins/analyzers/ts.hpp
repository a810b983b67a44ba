// Violations in an MPEG transport stream.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include <vex/vex.hpp>

namespace analyzers {

/// Publishes what the probe counts by ETSI TR 101 290, and reports a rule as broken as long as its
/// count grows. A count that the probe cannot provide has no series, and its rule is not judged.
/// Other streams have no such events and cost nothing here.
class Ts final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"ts", "1.0.0",
                                  "Watches MPEG transport streams by ETSI TR 101 290"};

  static constexpr vex::Choice edition{
      "edition",
      "1.4.1",
      "Edition of TR 101 290: a PCR is due every 100 ms, or every 40 ms up to 1.3.1",
      {"1.2.1", "1.3.1", "1.4.1"}};
  static constexpr auto options = vex::options(edition);

  static constexpr vex::Counter packets{"ts_packets", "", "Transport stream packets received."};
  static constexpr vex::Counter errors{
      "ts_errors", "", "Errors of the transport stream according to ETSI TR 101 290.", {"kind"}};
  static constexpr vex::Gauge loss_ratio{"ts_loss",
                                         "ratio",
                                         "Continuity errors per packet in the last ten seconds.",
                                         {},
                                         vex::internal};
  static constexpr auto metrics = vex::metrics(packets, errors, loss_ratio);

  static constexpr vex::Rule sync_loss{
      "ts_sync_loss",
      vex::Severity::critical,
      "Synchronisation with the packets of the transport stream was lost.",
      "errors",
      {"0", "0s", "30s"},
      "ETSI TR 101 290 5.2.1, 1.1"};
  static constexpr vex::Rule sync_byte{
      "ts_sync_byte", vex::Severity::warning, "A packet does not begin with its sync byte.",
      "errors",       {"0", "0s", "30s"},     "ETSI TR 101 290 5.2.1, 1.2"};
  static constexpr vex::Rule pat{
      "ts_pat", vex::Severity::warning, "The program association table is late or wrong.",
      "errors", {"0", "0s", "30s"},     "ETSI TR 101 290 5.2.1, 1.3"};
  static constexpr vex::Rule continuity{
      "ts_continuity", vex::Severity::warning, "Packets are missing, out of order or repeated.",
      "errors",        {"0", "0s", "30s"},     "ETSI TR 101 290 5.2.1, 1.4"};
  static constexpr vex::Rule pmt{
      "ts_pmt", vex::Severity::warning, "A program map table is late or scrambled.",
      "errors", {"0", "0s", "30s"},     "ETSI TR 101 290 5.2.1, 1.5"};
  static constexpr vex::Rule pid{
      "ts_pid", vex::Severity::warning, "A track listed in the program map does not arrive.",
      "errors", {"0", "0s", "30s"},     "ETSI TR 101 290 5.2.1, 1.6"};
  static constexpr vex::Rule transport_error{"ts_transport_error",
                                             vex::Severity::warning,
                                             "Packets are marked as damaged in transmission.",
                                             "errors",
                                             {"0", "0s", "30s"},
                                             "ETSI TR 101 290 5.2.2, 2.1"};
  static constexpr vex::Rule crc{
      "ts_crc", vex::Severity::warning, "The checksum of a table is wrong.",
      "errors", {"0", "0s", "30s"},     "ETSI TR 101 290 5.2.2, 2.2"};
  static constexpr vex::Rule pcr_repetition{"ts_pcr_repetition",
                                            vex::Severity::warning,
                                            "Program clock references are too far apart.",
                                            "errors",
                                            {"0", "0s", "30s"},
                                            "ETSI TR 101 290 5.2.2, 2.3a"};
  static constexpr vex::Rule pcr_discontinuity{
      "ts_pcr_discontinuity",
      vex::Severity::warning,
      "The program clock jumps without a discontinuity indicator.",
      "errors",
      {"0", "0s", "30s"},
      "ETSI TR 101 290 5.2.2, 2.3b"};
  static constexpr vex::Rule pts{
      "ts_pts", vex::Severity::warning, "Presentation time stamps are too far apart.",
      "errors", {"0", "0s", "30s"},     "ETSI TR 101 290 5.2.2, 2.5"};
  static constexpr auto rules =
      vex::rules(sync_loss, sync_byte, pat, continuity, pmt, pid, transport_error, crc,
                 pcr_repetition, pcr_discontinuity, pts);

  static constexpr std::uint64_t wants = vex::wants(VEX_EVENT_TRANSPORT_STREAM);

  explicit Ts(const vex::Setup& setup);

  void on_transport_stream(const vex::TransportStream& stream) override;

 private:
  /// How one count is published and judged; the plugin's are rows of a table in ts.cpp.
  struct Kind {
    std::string_view name;  // the label's value
    const vex::Rule* rule;
    std::uint64_t vex::TransportStream::*count;
    std::string_view message;
  };
  static constexpr std::size_t kind_count = 11;
  static const std::array<Kind, kind_count> kinds;
  static const Kind pcr_repetition_of_1_4_1;

  [[nodiscard]] const Kind& kind(std::size_t index) const;
  void judge(const Kind& kind, double limit, const vex::TransportStream& stream) const;
  void measure_loss(const vex::TransportStream& stream);

  const bool is_by_1_4_1_;
  std::array<double, kind_count> limits_{};

  struct Progress {
    bool has_begun = false;
    vex::TransportStream last;
    vex::TransportStream measured;  // the counts at the start of the last ten seconds
  };
  std::unique_ptr<Progress> progress_;  // separate, because most streams have none
};

}  // namespace analyzers
