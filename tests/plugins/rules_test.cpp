// The rules of any stream, as docs/findings.md lists them: which plugin has each, and its defaults.
#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "core/pipeline/core_plugin.hpp"
#include "core/plugin/registry.hpp"

namespace {

struct Row {
  const char* plugin;
  const char* rule;
  std::uint32_t severity;
  const char* limit;
  const char* hold;
  const char* keep_firing;
};

constexpr Row rows[] = {
    {"core", "stream_down", VEX_SEVERITY_CRITICAL, "", "0s", "10s"},
    {"core", "stream_stalled", VEX_SEVERITY_CRITICAL, "", "0s", "10s"},
    {"core", "clock_stopped", VEX_SEVERITY_CRITICAL, "", "0s", "10s"},
    {"core", "flapping", VEX_SEVERITY_WARNING, "5", "0s", "5m"},
    {"core", "tls_expiring", VEX_SEVERITY_WARNING, "1209600", "0s", "1h"},
    {"tracks", "video_missing", VEX_SEVERITY_CRITICAL, "5s", "0s", "10s"},
    {"tracks", "audio_missing", VEX_SEVERITY_WARNING, "5s", "5s", "10s"},
    {"tracks", "track_changed", VEX_SEVERITY_INFO, "", "0s", "60s"},
    {"traffic", "low_bitrate", VEX_SEVERITY_WARNING, "", "30s", "30s"},
    {"traffic", "high_bitrate", VEX_SEVERITY_WARNING, "", "30s", "30s"},
    {"framerate", "low_framerate", VEX_SEVERITY_WARNING, "0.9", "30s", "30s"},
    {"gop", "long_gop", VEX_SEVERITY_WARNING, "10s", "0s", "60s"},
    {"gop", "irregular_gop", VEX_SEVERITY_INFO, "2", "60s", "60s"},
    {"stability", "unstable_bitrate", VEX_SEVERITY_INFO, "0.30", "60s", "60s"},
    {"timing", "slow_start", VEX_SEVERITY_WARNING, "2s", "0s", "60s"},
    {"timing", "starving", VEX_SEVERITY_CRITICAL, "0.97", "10s", "20s"},
    {"timing", "timestamp_discontinuity", VEX_SEVERITY_WARNING, "3", "0s", "60s"},
    {"timing", "av_skew", VEX_SEVERITY_WARNING, "250ms", "10s", "20s"},
    {"latency", "high_latency", VEX_SEVERITY_WARNING, "", "30s", "30s"},
};

const vex_rule* find(const vex_plugin& plugin, const char* id) {
  for (const vex_rule* const* rule = plugin.rules; *rule != nullptr; ++rule) {
    if (std::strcmp((*rule)->id, id) == 0) return *rule;
  }
  return nullptr;
}

TEST(Rules, of_any_stream_have_the_defaults_of_the_documentation) {
  core::plugin::Registry registry({});
  registry.declare_core(core::pipeline::own::plugin());
  for (const Row& row : rows) {
    const bool is_core = std::strcmp(row.plugin, "core") == 0;
    if (!is_core && registry.find(row.plugin) == nullptr) {
      registry.load_file(std::string(PLUGINS "/") + row.plugin + ".so");
    }
    const auto* const entry = registry.find(row.plugin);
    const vex_plugin* const plugin = is_core            ? registry.core()
                                     : entry != nullptr ? entry->plugin
                                                        : nullptr;
    ASSERT_NE(plugin, nullptr) << row.plugin;
    const vex_rule* const rule = find(*plugin, row.rule);
    ASSERT_NE(rule, nullptr) << row.rule;
    EXPECT_EQ(rule->severity, row.severity) << row.rule;
    EXPECT_STREQ(rule->limit == nullptr ? "" : rule->limit, row.limit) << row.rule;
    EXPECT_STREQ(rule->hold, row.hold) << row.rule;
    EXPECT_STREQ(rule->keep_firing, row.keep_firing) << row.rule;
  }
}

}  // namespace
