#include "core/plugin/describe.hpp"

#include <gtest/gtest.h>

#include <vex/cpp/table.hpp>

#include "tests/core/plugin/descriptors.hpp"

namespace core::plugin {
namespace {

constexpr vex::Duration patience{"patience", "10s", "How long to wait", {"1s", "1h"}};
constexpr vex::Choice mode{"mode", "exact", "Which formulas", {"exact", "off"}};
constexpr vex::Secret token{"token", vex::required, "What to say"};
constexpr auto options = vex::options(patience, mode, token);
constexpr vex::Gauge frames{"gop_frames", "", "Frames from keyframe to keyframe", {"stat"}};
constexpr vex::Counter received{"received", "bytes", "On the wire"};
constexpr vex::Gauge bitrate{"bitrate", "bps", "Of the media", {}, vex::internal};
constexpr auto metrics = vex::metrics(frames, received, bitrate);
constexpr vex::Rule long_gop{"long_gop", vex::Severity::warning, "A group of pictures is long",
                             "seconds",  {"10s", "0s", "60s"},   "RFC 0 1.2"};
constexpr vex::Rule low{
    "low_bitrate", vex::Severity::critical, "The bitrate is low", "bps", {"off", "30s", "30s"}};
constexpr auto rules = vex::rules(long_gop, low);
constexpr auto schemes = vex::words("http", "https");
constexpr auto endings = vex::words(".flv");
constexpr auto after = vex::words("traffic");
constexpr vex_probe probe{schemes.rows, endings.rows, 0, 0, run_nothing};

class Describe : public testing::Test {
 protected:
  Describe() {
    analyzer_.options = options.rows;
    analyzer_.metrics = metrics.rows;
    analyzer_.rules = rules.rows;
    analyzer_.after = after.rows;
    registry_.add(table<vex_plugin>({&analyzer_, &flv_}).data(), "/lib/plugins.so");
  }

  vex_plugin analyzer_ = analyzer_plugin("gop");
  vex_plugin flv_ = probe_plugin("flv", probe);
  Registry registry_{{}};
};

TEST_F(Describe, shows_options_metrics_and_rules_of_a_plugin) {
  EXPECT_EQ(describe(*registry_.find("gop")), R"(gop 1.0.0 (analyzer)
Does nothing
Runs after: traffic
File: /lib/plugins.so

Options
  patience: duration, default 10s, from 1s to 1h
      How long to wait
  mode: exact | off, default exact
      Which formulas
  token: secret, required
      What to say

Metrics
  video_stream_gop_frames{stat}: gauge
      Frames from keyframe to keyframe
  video_stream_received_bytes_total: counter
      On the wire
  video_stream_bitrate_bps: gauge, not exported
      Of the media

Rules
  long_gop: warning, limit 10s, for 0s, keep_firing 60s
      A group of pictures is long (RFC 0 1.2)
  low_bitrate: critical, limit off until set, in bps, for 30s, keep_firing 30s
      The bitrate is low
)");
}

TEST_F(Describe, shows_what_a_probe_reads) {
  EXPECT_EQ(describe(*registry_.find("flv")),
            "flv 1.0.0 (probe)\nDoes nothing\nReads: http, https; paths that end in .flv\n"
            "File: /lib/plugins.so\n");
}

TEST_F(Describe, lists_all_plugins_and_what_is_wrong) {
  registry_.load_folder("/nowhere", true);
  EXPECT_EQ(describe_list(registry_),
            "probe     flv  1.0.0  Does nothing\n"
            "analyzer  gop  1.0.0  Does nothing\n"
            "\n"
            "Not loaded:\n"
            "  /nowhere: the folder cannot be read: No such file or directory\n");
}

TEST_F(Describe, begins_the_reference_with_the_program_itself) {
  Registry registry{{}};
  registry.declare_core(analyzer_);
  EXPECT_NE(markdown(registry).find("## Of every stream\n\nDoes nothing.\n\n| Metric"),
            std::string::npos);
}

TEST_F(Describe, writes_the_reference_as_markdown) {
  EXPECT_EQ(markdown(registry_), R"(# Reference of the plugins

Made from the tables of the plugins themselves. Every metric has the labels `project` and `id` as well.

## Probes

### flv

Does nothing.

Reads http, https; paths that end in .flv.

## Analyzers

### gop

Does nothing.

Runs after traffic.

| Option | Type | Values | Meaning |
| --- | --- | --- | --- |
| `patience` | duration | default 10s, from 1s to 1h | How long to wait |
| `mode` | exact \| off | default exact | Which formulas |
| `token` | secret | required | What to say |

| Metric | Type | Meaning |
| --- | --- | --- |
| `video_stream_gop_frames{stat}` | gauge | Frames from keyframe to keyframe |
| `video_stream_received_bytes_total` | counter | On the wire |
| `video_stream_bitrate_bps` | gauge, not exported | Of the media |

| Rule | Severity | Limit | For | Keep firing | Broken when | Clause |
| --- | --- | --- | --- | --- | --- | --- |
| `long_gop` | warning | 10s | 0s | 60s | A group of pictures is long | RFC 0 1.2 |
| `low_bitrate` | critical | off until set, in bps | 30s | 30s | The bitrate is low |  |

## Sinks
)");
}

}  // namespace
}  // namespace core::plugin
