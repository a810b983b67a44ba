#include "sinks/prometheus/render.hpp"

#include <gtest/gtest.h>

#include <vex/vex.hpp>

#include "tests/sinks/prometheus/rendered.hpp"

namespace sinks::prometheus {
namespace {

constexpr vex::Gauge up{"up", "", "Whether the stream is up."};
constexpr vex::InfoMetric info{"", "", "What the stream is.", {"url"}};
constexpr vex::Counter received{"received", "bytes", "Bytes received."};
constexpr vex::Counter packets{"packets", "", "Packets, by \"track\".", {"track"}};
constexpr vex::Gauge internal_bitrate{"bitrate", "bps", "For analyzers.", {}, vex::internal};

/// A plugin of which nothing but the id matters.
constexpr vex_plugin plugin(const char* id) {
  vex_plugin made{};
  made.id = id;
  return made;
}
constexpr vex_plugin traffic = plugin("traffic");
constexpr vex_plugin compat = plugin("compat");

void show_two_streams(vex::test::SnapshotState& state) {
  state.own("video_exporter_streams", VEX_OWN_GAUGE, "", "Streams by state.")
      .sample(1, {{"state", "up"}})
      .sample(1, {{"state", "down"}});
  state.own("video_exporter_events_total", VEX_OWN_COUNTER, "", "Events handled.").sample(12345);
  state.own("video_exporter_build_info", VEX_OWN_INFO, "", "What runs.")
      .sample(1, {{"version", "0.1.0"}});
  state.own("video_exporter_loop_lag_seconds", VEX_OWN_HISTOGRAM, "seconds", "Lag.")
      .histogram({0.005, 1}, {7, 8, 9}, 2.5, {{"thread", "0"}});
  state.stream("cup", "a")
      .label("team", "sports")
      .sample(up, 1)
      .sample(info, 1, {"http://h/\"a\""})
      .sample(received, 5000000, {}, &traffic)
      .sample(packets, 250, {"video"}, &traffic)
      .sample(packets, 430, {"audio"}, &traffic)
      .sample(internal_bitrate, 1e6, {}, &traffic);
  state.stream("cup", "b").sample(up, 0).sample(received, vex::absent, {}, &traffic);
}

TEST(Render, writes_the_text_form) {
  vex::test::SnapshotState state;
  show_two_streams(state);
  EXPECT_EQ(rendered(state), R"(# HELP video_exporter_build_info What runs.
# TYPE video_exporter_build_info gauge
video_exporter_build_info{version="0.1.0"} 1
# HELP video_exporter_events_total Events handled.
# TYPE video_exporter_events_total counter
video_exporter_events_total 12345
# HELP video_exporter_loop_lag_seconds Lag.
# TYPE video_exporter_loop_lag_seconds histogram
video_exporter_loop_lag_seconds_bucket{thread="0",le="0.005"} 7
video_exporter_loop_lag_seconds_bucket{thread="0",le="1"} 8
video_exporter_loop_lag_seconds_bucket{thread="0",le="+Inf"} 9
video_exporter_loop_lag_seconds_sum{thread="0"} 2.5
video_exporter_loop_lag_seconds_count{thread="0"} 9
# HELP video_exporter_streams Streams by state.
# TYPE video_exporter_streams gauge
video_exporter_streams{state="up"} 1
video_exporter_streams{state="down"} 1
# HELP video_stream_info What the stream is.
# TYPE video_stream_info gauge
video_stream_info{project="cup",id="a",url="http://h/\"a\""} 1
# HELP video_stream_labels_info The stream's own labels from the configuration.
# TYPE video_stream_labels_info gauge
video_stream_labels_info{project="cup",id="a",team="sports"} 1
# HELP video_stream_packets_total Packets, by "track".
# TYPE video_stream_packets_total counter
video_stream_packets_total{project="cup",id="a",track="video"} 250
video_stream_packets_total{project="cup",id="a",track="audio"} 430
# HELP video_stream_received_bytes_total Bytes received.
# TYPE video_stream_received_bytes_total counter
video_stream_received_bytes_total{project="cup",id="a"} 5000000
# HELP video_stream_up Whether the stream is up.
# TYPE video_stream_up gauge
video_stream_up{project="cup",id="a"} 1
video_stream_up{project="cup",id="b"} 0
)");
}

TEST(Render, writes_openmetrics) {
  vex::test::SnapshotState state;
  show_two_streams(state);
  EXPECT_EQ(rendered(state, {.form = Form::openmetrics}),
            R"(# HELP video_exporter_build What runs.
# TYPE video_exporter_build info
video_exporter_build_info{version="0.1.0"} 1
# HELP video_exporter_events Events handled.
# TYPE video_exporter_events counter
video_exporter_events_total 12345
# HELP video_exporter_loop_lag_seconds Lag.
# TYPE video_exporter_loop_lag_seconds histogram
# UNIT video_exporter_loop_lag_seconds seconds
video_exporter_loop_lag_seconds_bucket{thread="0",le="0.005"} 7
video_exporter_loop_lag_seconds_bucket{thread="0",le="1.0"} 8
video_exporter_loop_lag_seconds_bucket{thread="0",le="+Inf"} 9
video_exporter_loop_lag_seconds_sum{thread="0"} 2.5
video_exporter_loop_lag_seconds_count{thread="0"} 9
# HELP video_exporter_streams Streams by state.
# TYPE video_exporter_streams gauge
video_exporter_streams{state="up"} 1
video_exporter_streams{state="down"} 1
# HELP video_stream What the stream is.
# TYPE video_stream info
video_stream_info{project="cup",id="a",url="http://h/\"a\""} 1
# HELP video_stream_labels The stream's own labels from the configuration.
# TYPE video_stream_labels info
video_stream_labels_info{project="cup",id="a",team="sports"} 1
# HELP video_stream_packets Packets, by \"track\".
# TYPE video_stream_packets counter
video_stream_packets_total{project="cup",id="a",track="video"} 250
video_stream_packets_total{project="cup",id="a",track="audio"} 430
# HELP video_stream_received_bytes Bytes received.
# TYPE video_stream_received_bytes counter
# UNIT video_stream_received_bytes bytes
video_stream_received_bytes_total{project="cup",id="a"} 5000000
# HELP video_stream_up Whether the stream is up.
# TYPE video_stream_up gauge
video_stream_up{project="cup",id="a"} 1
video_stream_up{project="cup",id="b"} 0
# EOF
)");
}

TEST(Render, shows_only_the_groups_asked_for) {
  vex::test::SnapshotState state;
  show_two_streams(state);
  EXPECT_EQ(rendered(state, {.groups = {"traffic"}}),
            R"(# HELP video_stream_packets_total Packets, by "track".
# TYPE video_stream_packets_total counter
video_stream_packets_total{project="cup",id="a",track="video"} 250
video_stream_packets_total{project="cup",id="a",track="audio"} 430
# HELP video_stream_received_bytes_total Bytes received.
# TYPE video_stream_received_bytes_total counter
video_stream_received_bytes_total{project="cup",id="a"} 5000000
)");
}

TEST(Render, knows_the_plugins_that_have_series) {
  vex::test::SnapshotState state;
  show_two_streams(state);
  EXPECT_TRUE(is_group(state.view(), "core"));
  EXPECT_TRUE(is_group(state.view(), "exporter"));
  EXPECT_TRUE(is_group(state.view(), "traffic"));
  EXPECT_FALSE(is_group(state.view(), "trafic"));
}

TEST(Render, knows_the_plugins_that_are_loaded_and_have_no_series_yet) {
  vex::test::SnapshotState state;
  state.own("video_exporter_plugin_info", VEX_OWN_INFO)
      .sample(1, {{"id", "gop"}, {"version", "1.0.0"}, {"kind", "analyzer"}});
  EXPECT_TRUE(is_group(state.view(), "gop"));
  EXPECT_FALSE(is_group(state.view(), "1.0.0"));
}

TEST(Render, writes_nothing_for_nothing) {
  vex::test::SnapshotState state;
  EXPECT_EQ(rendered(state), "");
  EXPECT_EQ(rendered(state, {.form = Form::openmetrics}), "# EOF\n");
}

TEST(Render, adds_the_time_that_the_last_scrape_took) {
  vex::test::SnapshotState state;
  EXPECT_EQ(
      rendered(state, {.last_scrape_seconds = 0.025}),
      "# HELP video_exporter_scrape_duration_seconds How long the last scrape took to render.\n"
      "# TYPE video_exporter_scrape_duration_seconds gauge\n"
      "video_exporter_scrape_duration_seconds 0.025\n");
}

TEST(Render, gathers_a_family_whose_series_come_in_another_order_each_time) {
  vex::test::SnapshotState state;
  state.stream("p", "a").sample(up, 1).sample(received, 1);
  state.stream("p", "b").sample(received, 2).sample(up, 1);
  state.stream("p", "c").sample(received, 3);
  EXPECT_EQ(rendered(state), R"(# HELP video_stream_received_bytes_total Bytes received.
# TYPE video_stream_received_bytes_total counter
video_stream_received_bytes_total{project="p",id="a"} 1
video_stream_received_bytes_total{project="p",id="b"} 2
video_stream_received_bytes_total{project="p",id="c"} 3
# HELP video_stream_up Whether the stream is up.
# TYPE video_stream_up gauge
video_stream_up{project="p",id="a"} 1
video_stream_up{project="p",id="b"} 1
)");
}

TEST(Render, keeps_the_host_s_family_when_a_plugin_declares_the_same_name) {
  static constexpr vex::Gauge other_up{"up", "", "Another."};
  vex::test::SnapshotState state;
  state.stream("p", "a").sample(other_up, 0, {}, &compat).sample(up, 1);
  std::vector<std::string> defects;
  EXPECT_EQ(rendered(state, {}, &defects), R"(# HELP video_stream_up Whether the stream is up.
# TYPE video_stream_up gauge
video_stream_up{project="p",id="a"} 1
)");
  EXPECT_EQ(defects, std::vector<std::string>{"the metric video_stream_up of compat is left out: "
                                              "core has one of that name"});
}

TEST(Render, leaves_out_a_metric_that_would_spoil_the_scrape) {
  static constexpr vex::Gauge bad_name{"bad-name", "", "Bad."};
  static constexpr vex::Gauge bad_label{"x", "", "Bad.", {"id"}};
  static constexpr vex::Gauge twice{"y", "", "Bad.", {"a", "a"}};
  vex::test::SnapshotState state;
  state.stream("p", "a")
      .sample(bad_name, 1, {}, &compat)
      .sample(bad_label, 1, {"v"}, &compat)
      .sample(twice, 1, {"v", "w"}, &compat);
  std::vector<std::string> defects;
  EXPECT_EQ(rendered(state, {}, &defects), "");
  EXPECT_EQ(defects.size(), 3U);
}

TEST(Render, keeps_openmetrics_names_apart_where_a_gauge_has_the_name_of_a_counter_s_family) {
  static constexpr vex::Gauge keyframes{"keyframes", "", "Keyframes of the window."};
  static constexpr vex::Counter all_keyframes{"keyframes", "", "Keyframes."};
  vex::test::SnapshotState state;
  state.stream("p", "a").sample(keyframes, 5, {}, &compat).sample(all_keyframes, 9, {}, &traffic);
  EXPECT_EQ(rendered(state, {.form = Form::openmetrics}),
            R"(# HELP video_stream_keyframes Keyframes of the window.
# TYPE video_stream_keyframes gauge
video_stream_keyframes{project="p",id="a"} 5
# HELP video_stream_keyframes_total Keyframes.
# TYPE video_stream_keyframes_total unknown
video_stream_keyframes_total{project="p",id="a"} 9
# EOF
)");
}

}  // namespace
}  // namespace sinks::prometheus
