#include <unistd.h>
#include <vex/vex.hpp>

#include <cstdlib>
#include <memory>
#include <string>
#include <system_error>

#include "sinks/log/check.hpp"
#include "sinks/log/checks.hpp"
#include "sinks/log/format.hpp"
#include "sinks/log/pipe_output.hpp"
#include "sinks/log/repetition.hpp"
#include "sinks/log/rotating_file.hpp"
#include "sinks/log/summary.hpp"

namespace sinks::log {
namespace {

/// With more streams than this, the summary has no blocks unless requested, because nobody reads
/// them.
constexpr std::size_t few_streams = 20;

/// The number of ticks after the end of a run within which the snapshot shows its results.
constexpr int snapshot_delay = 3;

/// Writes a line for every transition, a block for every check, and a summary now and then.
class LogSink final : public vex::Sink {
 public:
  static constexpr vex::Info info{"log", "1.0.0", "Writes what happens to streams as a log"};

  static constexpr vex::Choice format{
      "format", "console", "For people, or for machines", {"console", "json", "logfmt"}};
  static constexpr vex::Choice language{
      "language", "auto", "Language of the console; auto: by the locale", {"auto", "zh", "en"}};
  static constexpr vex::Text output{"output", "stdout", "stdout, or the path of a file"};
  static constexpr vex::Size max_size{
      "max_size", "100MiB", "Size at which a file is rotated", {"4KiB", nullptr}};
  static constexpr vex::Integer max_files{
      "max_files", "5", "How many rotated files are kept", {"1", "1000"}};
  static constexpr vex::Duration interval{
      "interval", "60s", "Time between two summaries; 0: none", {"0s", nullptr}};
  static constexpr vex::Choice blocks{
      "blocks",
      "auto",
      "A block for every check and, of streams that stay connected, with every summary; auto: with "
      "summaries only for up to 20 streams",
      {"auto", "all", "off"}};
  static constexpr auto options =
      vex::options(format, language, output, max_size, max_files, interval, blocks);
  static constexpr auto services = vex::words(VEX_SNAPSHOT);
  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_STATE, VEX_EVENT_FINDING_CHANGE, VEX_EVENT_RUN_END);

  explicit LogSink(const vex::Setup& setup)
      : Sink(setup),
        format_(make_format(setup)),
        path_(setup[output]),
        max_size_(setup[max_size]),
        max_files_(setup[max_files]),
        interval_(setup[interval]),
        blocks_(setup[blocks]) {}

  void open() override {
    output_ = open_output();
    next_summary_ = now() + interval_;
  }

  void consume(const vex::Record& record) override {
    record.visit(vex::Overload{
        [&](const vex::State& state) { on_state(record, state); },
        [&](const vex::FindingChange& change) { output_->write(format_->finding(record, change)); },
        [&](const vex::RunEnd& end) { on_run_end(record, end); }, [](const auto&) {}});
  }

  void on_tick(vex::Nanos time) override {
    if (ticks_to_look_ > 0) {
      --ticks_to_look_;
      write_fresh_checks();
    }
    if (interval_.count() > 0 && time >= next_summary_) {
      next_summary_ = time + interval_;
      write_summary();
    }
    flush();
  }

  void flush() override {
    output_->settle();
    if (const auto lost = output_->take_lost(); lost > 0) {
      log(VEX_LOG_WARNING, std::to_string(lost) + " entries could not be written to " + path_);
    }
  }

  void close() noexcept override { output_.reset(); }

 private:
  static std::unique_ptr<Format> make_format(const vex::Setup& setup) {
    const std::string chosen = setup[format];
    if (chosen == "json") return json_format();
    if (chosen == "logfmt") return logfmt_format();
    return console_format(choose_language(
        setup[language], {std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG")}));
  }

  [[nodiscard]] std::unique_ptr<Output> open_output() const {
    if (path_ == "stdout") return std::make_unique<PipeOutput>(STDOUT_FILENO);
    try {
      return std::make_unique<RotatingFile>(path_, max_size_, max_files_);
    } catch (const std::system_error& error) {
      throw vex::Error(VEX_E_INVALID, std::string("cannot write to ") + error.what());
    }
  }

  void on_state(const vex::Record& record, const vex::State& state) {
    if (state.up == vex::Known::yes) failures_.forget(record.target);
    output_->write(format_->state(record, state));
  }

  void on_run_end(const vex::Record& record, const vex::RunEnd& end) {
    if (blocks_ != "off") ticks_to_look_ = snapshot_delay;
    if (end.status == VEX_OK || end.status == VEX_E_CANCELLED) return;
    if (failures_.is_news(record.target, end)) output_->write(format_->run_end(record, end));
  }

  void write_fresh_checks() {
    const vex::Snapshot snapshot(host());
    for (const vex_stream_snapshot* stream : fresh_checks_.take(*snapshot)) {
      output_->write(format_->check(unix_now(), reader_.read(*stream, stream->checks)));
    }
  }

  void write_summary() {
    const vex::Snapshot snapshot(host());
    ++summaries_;
    const bool has_blocks =
        blocks_ == "all" || (blocks_ == "auto" && snapshot->stream_count <= few_streams);
    for (const vex_stream_snapshot* stream : vex::streams(*snapshot)) {
      if (!has_blocks || stream->mode == VEX_MODE_SAMPLED) continue;
      output_->write(format_->check(unix_now(), reader_.read(*stream, summaries_)));
    }
    output_->write(format_->summary(unix_now(), summarize(*snapshot)));
  }

  const std::unique_ptr<Format> format_;
  const std::string path_;
  const std::int64_t max_size_;
  const std::int64_t max_files_;
  const vex::Nanos interval_;
  const std::string blocks_;
  std::unique_ptr<Output> output_;
  vex::Nanos next_summary_{};
  std::uint64_t summaries_ = 0;
  int ticks_to_look_ = 0;
  Repetition failures_;
  FreshChecks fresh_checks_;
  CheckReader reader_;
};

}  // namespace
}  // namespace sinks::log

VEX_PLUGINS(sinks::log::LogSink)
