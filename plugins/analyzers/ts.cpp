#include "plugins/analyzers/ts.hpp"

#include <string>
#include <utility>

namespace analyzers {
namespace {

using Stream = vex::TransportStream;

constexpr vex::Nanos measuring_period = std::chrono::seconds(10);

bool is_counted(std::uint64_t count) { return count != Stream::not_counted; }

/// The state at the start of a run.
Stream nothing() { return {{}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}; }

constexpr std::size_t pcr_repetition_index = 8;

}  // namespace

const std::array<Ts::Kind, Ts::kind_count> Ts::kinds{{
    {"sync_loss", &sync_loss, &Stream::sync_losses, "the packets were lost among the bytes"},
    {"sync_byte", &sync_byte, &Stream::sync_byte_errors, "sync bytes are broken"},
    {"pat", &pat, &Stream::pat_errors, "no valid program association table within 0.5 s"},
    {"continuity", &continuity, &Stream::continuity_errors,
     "packets are missing, out of order or repeated"},
    {"pmt", &pmt, &Stream::pmt_errors, "no valid program map table within 0.5 s"},
    {"pid", &pid, &Stream::pid_errors, "a track of the program map did not arrive for 5 s"},
    {"transport_error", &transport_error, &Stream::transport_errors,
     "packets are marked as broken"},
    {"crc", &crc, &Stream::crc_errors, "the checksum of a table is wrong"},
    {"pcr_repetition", &pcr_repetition, &Stream::pcr_over_40_ms,
     "program clock references are more than 40 ms apart"},
    {"pcr_discontinuity", &pcr_discontinuity, &Stream::pcr_discontinuities,
     "the program clock jumps without an indication"},
    {"pts", &pts, &Stream::pts_errors, "presentation time stamps are more than 700 ms apart"},
}};

const Ts::Kind Ts::pcr_repetition_of_1_4_1{"pcr_repetition", &pcr_repetition,
                                           &Stream::pcr_over_100_ms,
                                           "program clock references are more than 100 ms apart"};

Ts::Ts(const vex::Setup& setup) : Analyzer(setup), is_by_1_4_1_(setup[edition] == "1.4.1") {
  for (std::size_t i = 0; i < kind_count; ++i) limits_[i] = setup.limit(*kinds[i].rule);
}

const Ts::Kind& Ts::kind(std::size_t index) const {
  return index == pcr_repetition_index && is_by_1_4_1_ ? pcr_repetition_of_1_4_1 : kinds[index];
}

void Ts::on_transport_stream(const Stream& stream) {
  if (!progress_) {
    progress_ = std::make_unique<Progress>(Progress{false, nothing(), nothing()});
    progress_->measured.time = progress_->last.time = stream.time;
  }
  if (is_counted(stream.packets)) {
    emit(packets, static_cast<double>(stream.packets - progress_->last.packets));
  }
  for (std::size_t i = 0; i < kind_count; ++i) {
    if (is_counted(stream.*kind(i).count)) judge(kind(i), limits_[i], stream);
  }
  progress_->has_begun = true;
  progress_->last = stream;
  measure_loss(stream);
}

/// A count of 0 is emitted once, so that the series exists before it grows.
void Ts::judge(const Kind& kind, double limit, const Stream& stream) const {
  const std::uint64_t before = progress_->last.*kind.count;
  const auto grown = static_cast<double>(stream.*kind.count - (is_counted(before) ? before : 0));
  if (grown > 0 || !progress_->has_begun) emit(errors, grown, {kind.name});
  const std::string total = std::to_string(stream.*kind.count);
  const std::string of = is_counted(stream.packets) ? std::to_string(stream.packets) : "unknown";
  const std::array evidence{vex::pair("errors_of_the_run", total),
                            vex::pair("packets_of_the_run", of)};
  emit(vex::Finding{.rule = *kind.rule,
                    .broken = grown > limit,
                    .value = grown,
                    .limit = limit,
                    .message = kind.message,
                    .evidence = evidence});
}

void Ts::measure_loss(const Stream& stream) {
  if (stream.time - progress_->measured.time < measuring_period) return;
  const Stream before = std::exchange(progress_->measured, stream);
  if (!is_counted(stream.continuity_errors) || !is_counted(before.continuity_errors) ||
      !is_counted(stream.packets) || stream.packets == before.packets) {
    return;
  }
  emit(loss_ratio, static_cast<double>(stream.continuity_errors - before.continuity_errors) /
                       static_cast<double>(stream.packets - before.packets));
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Ts)
