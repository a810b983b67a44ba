// What a scrape costs: render_bench [streams...], 65 series a stream, on one thread.
//
// Prints one line per figure: name, value, unit. Times are processor time.

#include <vex/vex.hpp>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <string>
#include <vex/cpp/test/sink_state.hpp>

#include "sinks/prometheus/gzip.hpp"
#include "sinks/prometheus/render.hpp"

namespace {

using sinks::prometheus::Form;
using sinks::prometheus::Gzip;
using sinks::prometheus::Writer;

/// The rows of a table as large as that of all built-in plugins.
struct Rows {
  std::deque<std::string> names;
  std::deque<vex::Gauge> compatible;  // with name and url, like the original exporter's
  std::deque<vex::Gauge> plain;
  std::deque<vex::Gauge> labelled;
  std::deque<vex::Counter> counters;

  Rows() {
    const char* const help = "What a row of this kind means, in about one line of text.";
    for (int i = 0; i < 16; ++i) compatible.emplace_back(name("compatible"), "", help, keys);
    for (int i = 0; i < 14; ++i) plain.emplace_back(name("level"), "seconds", help);
    for (int i = 0; i < 5; ++i) labelled.emplace_back(name("spread"), "seconds", help, stat);
    for (int i = 0; i < 15; ++i) counters.emplace_back(name("count"), "bytes", help);
  }

  void add_to(vex::test::StreamState& stream, int number) const {
    const double value = number * 1.0009765625;
    const std::string id = std::to_string(number);
    const std::string stream_name = "cup_origin.example.com_" + id + "_live_" + id;
    const std::string url = "https://origin.example.com:8443/live/" + id + ".flv?token=xxx";
    for (const auto& row : compatible) stream.sample(row, value + 0.1, {stream_name, url});
    for (const auto& row : plain) stream.sample(row, value / 3);
    for (const auto& row : labelled) {
      for (const char* const which : {"median", "p95", "max"}) stream.sample(row, value, {which});
    }
    for (const auto& row : counters) stream.sample(row, number * 1000003.0);
  }

 private:
  static constexpr std::initializer_list<const char*> keys{"name", "url"};
  static constexpr std::initializer_list<const char*> stat{"stat"};

  const char* name(const char* kind) {
    return names.emplace_back(kind + std::to_string(names.size())).c_str();
  }
};

/// Processor time of this thread, so that a busy machine does not change the figures.
double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double seconds_of(const std::function<void()>& work) {
  const double begin = thread_seconds();
  work();
  return thread_seconds() - begin;
}

void measure(int streams) {
  const Rows rows;
  vex::test::SnapshotState state;
  for (int i = 0; i < streams; ++i) {
    const std::string id = "stream-" + std::to_string(i);
    rows.add_to(state.stream("cup", id), i);
  }
  const vex_snapshot& snapshot = state.view();
  const auto report = [&](const char* what, double value, const char* unit) {
    std::printf("%s_%d %.4f %s\n", what, streams, value, unit);
  };
  for (int round = 0; round < 2; ++round) {  // the first warms the allocator and is overwritten
    std::size_t bytes = 0;
    const double plain = seconds_of([&] {
      Writer writer([&](std::string_view piece) { bytes += piece.size(); });
      render(snapshot, {.form = Form::openmetrics}, writer);
    });
    std::string body;
    const double compressed = seconds_of([&] {
      Gzip gzip;
      Writer writer([&](std::string_view piece) { gzip.add(piece); });
      render(snapshot, {.form = Form::openmetrics}, writer);
      body = gzip.finish();
    });
    if (round == 0) continue;
    report("render_seconds", plain, "s");
    report("render_gzip_seconds", compressed, "s");
    report("render_bytes", static_cast<double>(bytes), "B");
    report("render_gzip_bytes", static_cast<double>(body.size()), "B");
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    measure(1000);
    measure(10000);
  }
  for (int i = 1; i < argc; ++i) measure(std::atoi(argv[i]));
}
