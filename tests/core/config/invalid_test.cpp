// Every way in which a configuration is refused, with the words in which it is.
#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "tests/core/config/fixture.hpp"

namespace core::config {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(CONFIG_TESTS) / "invalid";

struct Row {
  const char* file;
  const char* problems;  // a line each, behind the name of the file
};

const std::vector<Row> rows{
    {"alias_inside_of_itself",
     ":2:8: this is not YAML: an alias stands inside of what it refers to"},
    {"analyzer_could_not_be_loaded",
     ":2:15: defaults.analyzers[0]: the analyzer \"broken\" could not be loaded: "
     "/opt/plugins/broken.so: plugin \"broken\": its table of options is NULL"},
    {"analyzer_is_a_sink",
     ":2:15: defaults.analyzers[0]: \"log\" is a plugin of the kind sink, not analyzer"},
    {"analyzer_item_with_two_keys",
     ":3:7: defaults.analyzers[0]: must be the id of an analyzer, or one with its options, such as "
     "health: {good_bitrate: 3000000}"},
    {"analyzer_neither_on_nor_off",
     ":2:20: defaults.analyzers.gop: \"sometimes\" is neither on or off nor a map of options"},
    {"analyzer_not_among_the_loaded",
     ":4:24: defaults.analyzers[1]: the analyzer \"health\" is not among plugins.load"},
    {"analyzer_option_is_no_choice",
     ":2:30: defaults.analyzers.compat.mode: \"exactly\" is not one of: corrected, exact, off"},
    {"analyzer_option_out_of_range",
     ":4:23: defaults.analyzers[0].health.good_bitrate: \"-1\" is less than 0, the smallest "
     "allowed value"},
    {"analyzer_option_unknown",
     ":2:33: defaults.analyzers[1].health.good_bitrte: unknown key; did you mean "
     "\"good_bitrate\"?"},
    {"analyzer_twice", ":2:29: defaults.analyzers[2]: \"traffic\" is in the list twice"},
    {"analyzers_are_a_text",
     ":2:14: defaults.analyzers: must be a list of those to run, or a map of changes, not a text"},
    {"analyzers_wait_for_each_other",
     ":2:3: modules.circle: these analyzers wait for each other to run first: first, last"},
    {"ca_file_missing",
     ":2:18: defaults.tls.ca_file: the file \"nowhere.pem\" cannot be read: No such file or "
     "directory"},
    {"certificate_without_key", ":2:8: defaults.tls: certificate_file and key_file go together"},
    {"concurrency_is_no_integer", ":2:19: exporter.max_concurrent: \"12.5\" is not a whole number"},
    {"concurrency_zero",
     ":2:19: exporter.max_concurrent: \"0\" is less than 1, the smallest allowed value"},
    {"discovery_file_of_another_kind",
     ":3:15: discovery.file_sd[0].files[0]: \"targets.txt\" ends neither in .json nor in .yml or "
     ".yaml"},
    {"discovery_file_source_without_files", ":3:7: discovery.file_sd[0]: the key files is missing"},
    {"discovery_interval_too_short",
     ":3:44: discovery.http_sd[0].refresh_interval: \"10ms\" is less than 1s, the smallest allowed "
     "value"},
    {"discovery_is_no_list", ":1:22: discovery.file_sd: must be a list of sources, not a map"},
    {"discovery_label_of_no_name",
     ":3:43: discovery.file_sd[0].labels.my-team: is neither project, id, name, module, probe or "
     "url nor the name of a label"},
    {"discovery_map_from_no_label",
     ":3:40: discovery.file_sd[0].map.project: \"team name\" is not the name of a label"},
    {"discovery_module_unknown",
     ":4:42: discovery.file_sd[0].labels.module: there is no module \"sport\"; did you mean "
     "\"sports\"?"},
    {"discovery_name_twice",
     ":5:7: discovery.http_sd[0].name: two sources are called \"a\"; give one another name"},
    {"discovery_password_and_token",
     ":3:7: discovery.http_sd[0].bearer_token: stands beside http.username; one of them is used"},
    {"discovery_source_with_unknown_key",
     ":3:26: discovery.http_sd[0].refresh_intervall: unknown key; did you mean "
     "\"refresh_interval\"?"},
    {"discovery_token_of_two_words",
     ":3:7: discovery.http_sd[0].bearer_token: must not hold spaces or line breaks"},
    {"discovery_unknown_kind", ":1:13: discovery.file_ds: unknown key; did you mean \"file_sd\"?"},
    {"discovery_url_of_another_scheme",
     ":1:29: discovery.http_sd[0].url: must be a URL of http or https"},
    {"discovery_wildcard_in_a_folder",
     ":3:15: discovery.file_sd[0].files[0]: \"t*/a.json\" has wildcards before its last part"},
    {"dns_server_is_a_name",
     ":2:26: engine.dns_servers[1]: \"dns.example.com\" is not an address, such as 9.9.9.9 or "
     "[2620:fe::fe]:53"},
    {"empty_file", ": the file is empty"},
    {"header_name_unusable",
     ":4:14: defaults.http.headers.X Y: cannot be sent as a header: its name or value holds a "
     "character that HTTP does not allow there"},
    {"header_value_breaks_the_line",
     ":4:12: defaults.http.headers.X-A: cannot be sent as a header: its name or value holds a "
     "character that HTTP does not allow there"},
    {"id_empty", ":3:33: streams.cup[0].id: must not be empty or hold control characters"},
    {"id_from_the_url_twice",
     ":4:7: streams.cup[1]: the id \"a\" is there twice in this project, first in line 3; give one "
     "of them an id of its own"},
    {"id_twice",
     ":4:33: streams.cup[1].id: the id \"a\" is there twice in this project, first in line 3"},
    {"interval_has_no_value",
     ":2:3: exporter.check_interval: must be a duration, such as 30, 30s, 500ms or 1h30m, not "
     "empty"},
    {"interval_is_a_list",
     ":2:19: exporter.check_interval: must be a duration, such as 30, 30s, 500ms or 1h30m, not a "
     "list"},
    {"interval_is_no_duration",
     ":2:19: exporter.check_interval: \"soon\" is not a duration, such as 30, 30s, 500ms or 1h30m"},
    {"interval_negative",
     ":2:19: exporter.check_interval: \"-30\" is not a duration, such as 30, 30s, 500ms or 1h30m"},
    {"interval_too_short",
     ":2:19: exporter.check_interval: \"10ms\" is less than 1s, the smallest allowed value"},
    {"key_of_a_later_version",
     ":2:3: exporter.time_zone: unknown key; known here: listen_addr, max_concurrent, show_urls, "
     "watch_config, state_dir, check_interval, sample_duration, min_keyframes, max_retries"},
    {"key_twice", ":4:3: exporter.max_retries: this key is there twice, first in line 2"},
    {"label_name_unusable",
     ":2:21: defaults.labels.my-team: is not the name of a label: those are made of letters, "
     "digits and _, no digit first, no __ in front"},
    {"label_reserved", ":3:23: modules.m.labels.project: is a label that every series has"},
    {"label_value_is_a_list", ":2:18: defaults.labels.team: must be a text, not a list"},
    {"list_at_the_top", ":1:1: must be a map of keys and values, not a list"},
    {"list_item_is_a_map", ":2:17: engine.dns_servers[0]: must be a text, not a map"},
    {"listen_address_is_no_address",
     ":2:16: exporter.listen_addr: \"here\" is not an address to listen on, such as 8080, :8080, "
     "127.0.0.1:8080 or [::1]:8080"},
    {"listen_ipv6_without_brackets",
     ":2:16: exporter.listen_addr: \"::1:8080\" holds an IPv6 address without brackets; write "
     "[::1]:8080"},
    {"listen_port_too_large", ":2:16: exporter.listen_addr: \":80800\" names a port above 65535"},
    {"mode_is_no_choice", ":2:9: defaults.mode: \"sampling\" is not one of: continuous, sampled"},
    {"more_streams_than_threads",
     ":1:9: engine.blocking_threads: is 1, but 2 streams are watched all the time by probes that "
     "need a thread each: raise it, or sample some of them"},
    {"not_yaml", ":3:1: this is not YAML: end of sequence flow not found"},
    {"password_and_password_file",
     ":5:20: defaults.http.password_file: stands beside password; one of them is used"},
    {"password_file_missing",
     ":3:20: defaults.http.password_file: the file \"nowhere/password.txt\" cannot be read: No "
     "such file or directory"},
    {"password_is_a_map", ":3:15: defaults.http.password: must be text, not a map"},
    {"path_that_nobody_claims",
     ":3:13: streams.cup[0].url: no probe claims a URL with this path: name one with the key "
     "probe; what can be read: flv: http, https, ws, wss, file (.flv); library: srt; relay: relay"},
    {"plugin_folder_missing", ":2:10: plugins.path[0]: \"nowhere\" is not a folder"},
    {"plugin_to_load_broken",
     ":2:15: plugins.load[1]: the plugin \"broken\" could not be loaded: /opt/plugins/broken.so: "
     "plugin \"broken\": its table of options is NULL"},
    {"plugin_to_load_unknown",
     ":2:15: plugins.load[1]: there is no plugin \"traffik\"; did you mean \"traffic\"?"},
    {"plugins_load_is_a_text", ":2:9: plugins.load: must be a list, such as [a, b], not a text"},
    {"probe_does_not_read_the_scheme",
     ":3:13: streams.cup[0].url: the probe \"flv\" does not read the scheme \"rtmp\", only http, "
     "https, ws, wss, file"},
    {"probe_option_required",
     ":3:7: streams.cup[0]: the probe \"relay\" needs the option \"token\": give it under "
     "probes.relay"},
    {"probe_option_too_large",
     ":3:20: defaults.probes.flv.max_tag: \"1GiB\" is more than 64MiB, the largest allowed value"},
    {"project_is_a_text",
     ":2:8: streams.cup: must be a list of streams, or a map with the key streams"},
    {"project_twice", ":4:3: streams.cup: this key is there twice, first in line 2"},
    {"project_without_streams", ":3:5: streams.cup: the key streams is missing"},
    {"quantum_too_long",
     ":1:19: engine.quantum: \"5s\" is more than 1s, the largest allowed value"},
    {"retries_too_many",
     ":2:16: exporter.max_retries: \"1000\" is more than 100, the largest allowed value"},
    {"rule_key_unknown",
     ":2:22: defaults.rules.long_gop.keepfiring: unknown key; did you mean \"keep_firing\"?"},
    {"rule_limit_in_the_wrong_unit",
     ":2:29: defaults.rules.long_gop.limit: \"20kB\" is not a duration, such as 30, 30s, 500ms or "
     "1h30m"},
    {"rule_neither_on_nor_off",
     ":2:21: defaults.rules.long_gop: \"20s\" is neither on or off nor a map of settings"},
    {"rule_on_without_its_limit",
     ":2:11: defaults.rules.low_bitrate: this rule is off until it has a limit"},
    {"rule_severity_unknown",
     ":2:32: defaults.rules.long_gop.severity: \"fatal\" is not one of: info, warning, critical"},
    {"rule_without_a_limit",
     ":2:34: defaults.rules.video_missing.limit: this rule has no limit; it is: No video comes"},
    {"sampling_keys_beside_continuous",
     ":4:22: modules.slow.sample_duration: has no effect beside mode: continuous"},
    {"scheme_that_nobody_reads",
     ":3:13: streams.cup[0].url: no probe reads the scheme \"gopher\"; what can be read: flv: "
     "http, https, ws, wss, file (.flv); library: srt; relay: relay"},
    {"section_is_no_map", ":1:11: exporter: must be a map of keys and values, not a text"},
    {"several_at_once",
     ":2:16: exporter.listen_addr: \"here\" is not an address to listen on, such as 8080, :8080, "
     "127.0.0.1:8080 or [::1]:8080\n"
     ":3:3: exporter.chek_interval: unknown key; did you mean \"check_interval\"?\n"
     ":6:7: streams.cup[0]: the key url is missing\n"
     ":6:23: streams.cup[0].module: there is no module \"none\"; none is known\n"
     ":7:38: streams.cup[1].timeout: \"never\" is not a duration, such as 30, 30s, 500ms or 1h30m\n"
     ":9:12: sinks.webhook: the option \"url\" of \"webhook\" is required"},
    {"show_urls_is_no_choice", ":2:14: exporter.show_urls: \"never\" is not one of: redacted, raw"},
    {"sink_file_missing",
     ":2:43: sinks.webhook.body_file: the file \"nowhere.mustache\" cannot be read: No such file "
     "or directory"},
    {"sink_instances_without_names",
     ":4:7: sinks.webhook[1]: two sinks are called \"webhook\"; give one another name"},
    {"sink_name_empty", ":2:15: sinks.log.name: must not be empty"},
    {"sink_name_twice",
     ":4:14: sinks.webhook[1].name: two sinks are called \"ops\"; give one another name"},
    {"sink_option_is_no_boolean", ":2:38: sinks.webhook.verify: \"1\" is not true or false"},
    {"sink_option_is_no_list",
     ":2:38: sinks.webhook.events: must be a list, such as [a, b], not a text"},
    {"sink_option_required", ":2:12: sinks.webhook: the option \"url\" of \"webhook\" is required"},
    {"sink_switch_unknown", ":2:8: sinks.log: \"never\" is neither on or off nor a map of options"},
    {"sinks_are_a_list", ":1:8: sinks: must be a map of sinks and their options, not a list"},
    {"stream_with_unknown_key", ":3:8: streams.cup[0].uri: unknown key; did you mean \"url\"?"},
    {"stream_without_url", ":3:7: streams.cup[0]: the key url is missing"},
    {"streams_are_a_list",
     ":2:3: streams: must be a map of projects and their streams, not a list"},
    {"tab_as_indentation", ":2:16: this is not YAML: illegal map value"},
    {"threads_too_many",
     ":1:19: engine.threads: \"5000\" is more than 1024, the largest allowed value"},
    {"timeout_too_long",
     ":2:12: defaults.timeout: \"2h\" is more than 1h, the largest allowed value"},
    {"timeout_zero",
     ":2:20: defaults.connect_timeout: \"0\" is less than 1ms, the smallest allowed value"},
    {"tls_flag_is_no_boolean", ":3:15: defaults.tls.insecure: \"maybe\" is not true or false"},
    {"tls_is_no_map", ":2:8: defaults.tls: must be a map of keys and values, not a text"},
    {"two_documents", ":3:1: a second document begins; a configuration is one"},
    {"unknown_analyzer",
     ":2:15: defaults.analyzers[0]: there is no analyzer \"trafic\"; did you mean \"traffic\"?"},
    {"unknown_exporter_key",
     ":2:3: exporter.chek_interval: unknown key; did you mean \"check_interval\"?"},
    {"unknown_key_without_resemblance", ":2:3: web.colour: unknown key; known here: probe_allow"},
    {"unknown_module",
     ":5:37: streams.cup[0].module: there is no module \"sport\"; did you mean \"sports\"?"},
    {"unknown_module_of_a_project",
     ":3:13: streams.cup.module: there is no module \"sports\"; none is known"},
    {"unknown_probe", ":2:10: defaults.probe: there is no probe \"fvl\"; did you mean \"flv\"?"},
    {"unknown_rule", ":3:5: defaults.rules.long_gob: unknown rule; did you mean \"long_gop\"?"},
    {"unknown_sink",
     ":2:3: sinks.web_hook: there is no sink \"web_hook\"; did you mean \"webhook\"?"},
    {"unknown_top_level_key", ":2:1: stream: unknown key; did you mean \"streams\"?"},
    {"url_as_a_key",
     ":3:7: streams.cup[0]: the key url is missing\n"
     ":3:7: streams.cup[0].(a URL): unknown key; known here: url, id, name, module, mode, "
     "check_interval, sample_duration, min_keyframes, max_retries, timeout, resolve_timeout, "
     "connect_timeout, tls_timeout, request_timeout, first_media_timeout, idle_timeout, "
     "liveness_timeout, window, tls, http, rules, labels, probe, probes, analyzers"},
    {"url_as_a_module",
     ":2:15: defaults.analyzers[0]: there is no analyzer \"http://h/a?key=***\"; known here: "
     "audio, compat, first, framerate, gop, health, last, stability, timing, tracks, traffic"},
    {"url_is_no_url",
     ":3:13: streams.cup[0].url: not a usable URL: no scheme, such as \"http://\", in front"},
    {"url_with_bad_port",
     ":3:13: streams.cup[0].url: not a usable URL: the port is not a number from 1 to 65535"},
    {"variable_not_defined",
     ":3:15: defaults.http.password: the environment variable NO_SUCH_VARIABLE is not defined"},
    {"variable_without_end",
     ":3:15: defaults.http.password: ${ must be followed by the name of a variable and }; write "
     "$${ for the two characters themselves"},
    {"window_too_short",
     ":2:11: defaults.window: \"1ms\" is less than 1s, the smallest allowed value"},
};

std::string problems_of(const std::string& name) {
  plugin::Registry registry = test_registry();
  std::ifstream in(folder / (name + ".yml"));
  try {
    const auto nothing = [](const std::string&) { return std::nullopt; };
    static_cast<void>(load(in, folder / name, registry, nothing));
  } catch (const InvalidConfig& error) {
    return error.what();
  }
  return "nothing is wrong";
}

std::string with_name(const Row& row) {
  const std::string name = (folder / row.file).string();
  std::string text = name;
  for (const char* c = row.problems; *c != '\0'; ++c) {
    text += *c;
    if (*c == '\n') text += name;
  }
  return text;
}

TEST(InvalidConfig, is_refused_with_its_line_its_key_and_a_sentence) {
  for (const Row& row : rows) EXPECT_EQ(problems_of(row.file), with_name(row));
}

TEST(InvalidConfig, is_shown_by_an_example_for_each_row) {
  std::set<std::string> expected;
  std::set<std::string> found;
  for (const Row& row : rows) expected.insert(row.file);
  for (const auto& item : fs::directory_iterator(folder)) found.insert(item.path().stem().string());
  EXPECT_EQ(found, expected);
}

TEST(InvalidConfig, never_shows_a_secret) {
  for (const Row& row : rows) {
    EXPECT_THAT(problems_of(row.file), testing::Not(testing::HasSubstr("secret"))) << row.file;
  }
}

TEST(InvalidConfig, is_one_that_cannot_be_read) {
  plugin::Registry registry = test_registry();
  try {
    static_cast<void>(load(folder / "nowhere.yml", registry));
    FAIL() << "a missing file was read";
  } catch (const InvalidConfig& error) {
    EXPECT_EQ(error.what(), (folder / "nowhere.yml").string() +
                                ": the file cannot be read: No such file or directory");
  }
}

}  // namespace
}  // namespace core::config
