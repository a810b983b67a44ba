#include "plugins/analyzers/rtp.hpp"

#include <array>
#include <string>

namespace analyzers {
namespace {

constexpr vex::Nanos judging_period = std::chrono::seconds(10);

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Rtp::Rtp(const vex::Setup& setup)
    : Analyzer(setup),
      most_lost_(setup.limit(rtp_loss)),
      most_jitter_(setup.limit(rtp_jitter)),
      most_reordered_(setup.limit(rtp_reordered)),
      longest_without_report_(setup.limit(rtcp_missing)) {}

Rtp::Source& Rtp::source_of(const vex::Reception& reception) {
  for (Source& source : sources_) {
    if (source.last.track == reception.track) return source;
  }
  Source& source = sources_.emplace_back();
  source.last.track = reception.track;
  source.judged.time = reception.time;
  source.last_report = reception.time;
  return source;
}

void Rtp::on_reception(const vex::Reception& reception) {
  const Kind kind = kinds_.of(reception.track);
  if (kind == unknown) return;
  Source& source = source_of(reception);
  const vex::Reception before = source.last;
  source.last = reception;
  if (reception.sender_reports != before.sender_reports) source.last_report = reception.time;
  const auto add = [&](const vex::Counter& counter, std::uint64_t now, std::uint64_t then) {
    emit(counter, static_cast<double>(now - then), {kind_names[kind]});
  };
  add(expected, reception.expected, before.expected);
  add(lost, reception.lost, before.lost);
  add(reordered, reception.reordered, before.reordered);
  if (reception.jitter >= vex::Nanos{}) {
    emit(jitter, vex::seconds(reception.jitter), {kind_names[kind]});
    emit(vex::Finding{.rule = rtp_jitter,
                      .broken = vex::seconds(reception.jitter) > most_jitter_,
                      .value = vex::seconds(reception.jitter),
                      .limit = most_jitter_,
                      .message = "RTP packets arrive unevenly"});
  }
  judge_reports(source);
  if (reception.time - source.judged.time >= judging_period) judge(source, kind);
}

void Rtp::judge(Source& source, Kind kind) const {
  const std::uint64_t count = source.last.expected - source.judged.expected;
  const std::uint64_t lost_now = source.last.lost - source.judged.lost;
  const std::uint64_t reordered_now = source.last.reordered - source.judged.reordered;
  source.judged = source.last;
  if (count == 0) return;
  const double loss = share(lost_now, count);
  emit(loss_ratio, loss, {kind_names[kind]});
  const std::string lost_text = std::to_string(lost_now);
  const std::string count_text = std::to_string(count);
  const std::array evidence{vex::pair("track", kind_names[kind]), vex::pair("lost", lost_text),
                            vex::pair("expected", count_text)};
  emit(vex::Finding{.rule = rtp_loss,
                    .broken = loss > most_lost_,
                    .value = loss,
                    .limit = most_lost_,
                    .message = "RTP packets are lost",
                    .evidence = evidence});
  const double disorder = share(reordered_now, count);
  emit(vex::Finding{.rule = rtp_reordered,
                    .broken = disorder > most_reordered_,
                    .value = disorder,
                    .limit = most_reordered_,
                    .message = "RTP packets overtake each other"});
}

void Rtp::judge_reports(const Source& source) const {
  const double silence = vex::seconds(source.last.time - source.last_report);
  emit(vex::Finding{.rule = rtcp_missing,
                    .broken = silence > longest_without_report_,
                    .value = silence,
                    .limit = longest_without_report_,
                    .message = "no RTCP sender report has arrived"});
}

}  // namespace analyzers

VEX_PLUGINS(analyzers::Rtp)
