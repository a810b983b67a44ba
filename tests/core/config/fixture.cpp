#include "tests/core/config/fixture.hpp"

#include <vex/cpp/table.hpp>

namespace core::config {
namespace {

using plugin::analyzer_plugin;
using plugin::probe_plugin;
using plugin::sink_plugin;

constexpr auto flv_schemes = vex::words("http", "https", "ws", "wss", "file");
constexpr auto flv_endings = vex::words(".flv");
constexpr vex_probe flv_api{flv_schemes.rows, flv_endings.rows, 0, 0, plugin::run_nothing};
constexpr vex::Size max_tag{"max_tag", "16MiB", "Largest tag", {"1KiB", "64MiB"}};
constexpr auto flv_options = vex::options(max_tag);

constexpr auto relay_schemes = vex::words("relay");
constexpr auto no_endings = vex::words();
constexpr vex_probe relay_api{relay_schemes.rows, no_endings.rows, 0, 0, plugin::run_nothing};
constexpr vex::Secret token{"token", vex::required, "What the relay wants to hear"};
constexpr auto relay_options = vex::options(token);

constexpr auto library_schemes = vex::words("srt");
constexpr vex_probe library_api{library_schemes.rows, no_endings.rows, VEX_PROBE_BLOCKS, 0,
                                plugin::run_nothing};

constexpr vex::Number good_bitrate{
    "good_bitrate", "600000", "Bits per second", {"0", "1000000000"}};
constexpr vex::Integer min_keyframes{
    "min_keyframes", "2", "Keyframes that make a stream playable", {"0", "1000"}};
constexpr auto health_options = vex::options(good_bitrate, min_keyframes);
constexpr vex::Choice mode{"mode", "corrected", "Which formulas", {"corrected", "exact", "off"}};
constexpr auto compat_options = vex::options(mode);
constexpr vex::Rule long_gop{"long_gop",
                             vex::Severity::warning,
                             "A group of pictures is long",
                             "seconds",
                             {"10s", "0s", "60s"}};
constexpr auto gop_rules = vex::rules(long_gop);
constexpr vex::Rule low_bitrate{
    "low_bitrate", vex::Severity::warning, "The bitrate is low", "bps", {"off", "30s", "30s"}};
constexpr vex::Rule video_missing{"video_missing", vex::Severity::critical, "No video comes"};
constexpr auto traffic_rules = vex::rules(low_bitrate, video_missing);
constexpr auto after_traffic = vex::words("traffic");
constexpr auto after_last = vex::words("last");
constexpr auto after_first = vex::words("first");

constexpr vex::Text path{"path", "/metrics", "Where the metrics are"};
constexpr auto prometheus_options = vex::options(path);
constexpr vex::Choice format{"format", "console", "How lines look", {"console", "json"}};
constexpr vex::Duration period{"period", "30s", "Between two summaries", {"1s", "1h"}};
constexpr auto log_options = vex::options(format, period);
constexpr vex::Secret url{"url", vex::required, "Where to post"};
constexpr vex::Map headers{"headers", "{}", "Sent along"};
constexpr vex::List events{"events", "[firing, resolved]", "What to post"};
constexpr vex::Flag verify{"verify", "yes", "Whether certificates are verified"};
constexpr vex::Integer batch{"batch", "10", "Posted at once", {"1", "100"}};
constexpr vex::Text body_file{"body_file", "", "File with the body"};
constexpr auto webhook_options = vex::options(url, headers, events, verify, batch, body_file);

template <class Options>
vex_plugin with(vex_plugin plugin, const Options& options) {
  plugin.options = options.rows;
  return plugin;
}

vex_plugin with_rules(vex_plugin plugin, const vex_rule* const* rules) {
  plugin.rules = rules;
  return plugin;
}

vex_plugin behind(vex_plugin plugin, const char* const* after) {
  plugin.after = after;
  return plugin;
}

const vex_plugin flv = with(probe_plugin("flv", flv_api), flv_options);
const vex_plugin relay = with(probe_plugin("relay", relay_api), relay_options);
const vex_plugin library = probe_plugin("library", library_api);
const vex_plugin traffic = with_rules(analyzer_plugin("traffic"), traffic_rules.rows);
const vex_plugin tracks = analyzer_plugin("tracks");
const vex_plugin framerate = analyzer_plugin("framerate");
const vex_plugin gop = with_rules(analyzer_plugin("gop"), gop_rules.rows);
const vex_plugin timing = analyzer_plugin("timing");
const vex_plugin stability = analyzer_plugin("stability");
const vex_plugin health =
    behind(with(analyzer_plugin("health"), health_options), after_traffic.rows);
const vex_plugin compat = with(analyzer_plugin("compat"), compat_options);
const vex_plugin audio = analyzer_plugin("audio");
const vex_plugin first = behind(analyzer_plugin("first"), after_last.rows);
const vex_plugin last = behind(analyzer_plugin("last"), after_first.rows);
const vex_plugin prometheus = with(sink_plugin("prometheus"), prometheus_options);
const vex_plugin log = with(sink_plugin("log"), log_options);
const vex_plugin webhook = with(sink_plugin("webhook"), webhook_options);
constexpr vex::Rule stream_down{"stream_down", vex::Severity::critical, "The stream is down"};
constexpr auto core_rules = vex::rules(stream_down);
const vex_plugin core_tables = with_rules(analyzer_plugin("core"), core_rules.rows);
vex_plugin broken = analyzer_plugin("broken");

}  // namespace

plugin::Registry test_registry() {
  broken.options = nullptr;
  plugin::Registry registry({});
  registry.declare_core(core_tables);
  registry.add(plugin::table<vex_plugin>({&flv, &relay, &library, &traffic, &tracks, &framerate,
                                          &gop, &timing, &stability, &health, &compat, &audio,
                                          &first, &last, &prometheus, &log, &webhook})
                   .data());
  registry.add(plugin::table<vex_plugin>({&broken}).data(), "/opt/plugins/broken.so");
  return registry;
}

}  // namespace core::config
