// The plugin of examples/keyframe-gap, as its author has built it against the installed SDK.
#include <gtest/gtest.h>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"

namespace end_to_end {
namespace {

constexpr std::chrono::seconds patience{60};

TEST(OutsidePlugin, measures_streams_and_finds_what_breaks_its_rule) {
  origin::Server origin;
  const Exporter exporter(
      "  cup:\n"
      "    - {id: by_default, url: '" +
          origin.url("/live/a.flv") +
          "'}\n"
          "    - {id: strict, url: '" +
          origin.url("/live/b.flv") + "', rules: {keyframe_late: {limit: 1s}}}\n",
      "defaults: {analyzers: {keyframe_gap: {}}}", {"VEX_PLUGIN_PATH=" OUTSIDE_PLUGINS});

  const auto is_measured = [](const Exposition& now, const char* id) {
    return now.value("video_stream_keyframe_gap_seconds", {{"id", id}}).has_value();
  };
  const auto active = [](const Exposition& now, const char* id) {
    return now.value("video_stream_finding_active", {{"id", id}, {"rule", "keyframe_late"}})
        .value_or(0);
  };
  const Exposition now = exporter.await(
      [&](const Exposition& seen) {
        return is_measured(seen, "by_default") && is_measured(seen, "strict") &&
               active(seen, "strict") == 1;
      },
      patience);
  // The clips have GOPs of 50 frames at 25 per second.
  EXPECT_EQ(now.value("video_stream_keyframe_gap_seconds", {{"id", "by_default"}}), 2.0);
  EXPECT_EQ(active(now, "by_default"), 0);
  EXPECT_EQ(now.value("video_exporter_plugin_info", {{"id", "keyframe_gap"}}), 1.0);
}

}  // namespace
}  // namespace end_to_end
