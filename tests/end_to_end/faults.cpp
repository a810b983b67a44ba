#include "tests/end_to_end/faults.hpp"

#include <gtest/gtest.h>

namespace end_to_end {

using std::chrono::seconds;

FaultBench::FaultBench(std::string (*path_of)(const std::string& id),
                       const std::function<std::string(origin::Server&)>& streams)
    : path_of_(path_of),
      origin_(origin::Options{.with_tls = true}),
      exporter_(streams(origin_), "defaults: {timeout: 3s, liveness_timeout: 5s, tls: {ca_file: '" +
                                      origin_.ca_file().string() + "'}}") {}

void FaultBench::expect_down(const std::string& id, const std::string& reason) {
  const StateChange change = exporter_.await_state(id, false, 1, patience);
  EXPECT_EQ(change.reason, reason);
  exporter_.await_up(id, 0, patience);  // the log is told before the pages are
}

void FaultBench::expect_broken(const Broken& row) {
  expect_down(row.id, row.reason);
  origin_.clear_fault(path_of_(row.id));
}

void FaultBench::expect_fault_and_recovery(const Fault& row) {
  exporter_.await_state(row.id, true, 1, patience);

  const auto begin = std::chrono::system_clock::now();
  origin_.set_fault(path_of_(row.id), row.query);
  const StateChange down = exporter_.await_state(row.id, false, 1, patience);
  EXPECT_EQ(down.reason, row.reason);
  if (row.by_liveness) {
    EXPECT_LE(down.time - begin, liveness_timeout + seconds(1));
  }

  origin_.clear_fault(path_of_(row.id));
  exporter_.await_state(row.id, true, 2, patience);
  exporter_.await_up(row.id, 1, patience);
}

void FaultBench::expect_untouched(const std::string& id) {
  const Exposition::Labels labels{{"id", id}};
  const Exposition now = exporter_.metrics();
  EXPECT_EQ(now.value("video_stream_up", labels), 1.0);
  EXPECT_TRUE(now.series("video_stream_runs_total", labels).empty());
  EXPECT_TRUE(now.series("video_stream_reconnects_total", labels).empty());
  EXPECT_TRUE(now.series("video_stream_findings_total", labels).empty());
  EXPECT_EQ(now.value("video_stream_framerate", labels), 25.0);
}

}  // namespace end_to_end
