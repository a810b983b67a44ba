// The whole configuration as values: everything checked, all defaults filled in.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/plugin/settings.hpp"

namespace core::config {

using Nanos = std::chrono::nanoseconds;
using Pairs = std::vector<std::pair<std::string, std::string>>;

enum class Mode { continuous = VEX_MODE_CONTINUOUS, sampled = VEX_MODE_SAMPLED };

/// Each limits one phase of a run. All default to `defaults.timeout` (10 s).
struct Timeouts {
  Nanos resolve{std::chrono::seconds(10)};
  Nanos connect{std::chrono::seconds(10)};
  Nanos tls{std::chrono::seconds(10)};
  Nanos request{std::chrono::seconds(10)};
  Nanos first_media{std::chrono::seconds(10)};  // after the request was answered
  Nanos idle{std::chrono::seconds(10)};

  bool operator==(const Timeouts&) const = default;
};

struct Tls {
  std::string ca_file;
  std::string certificate_file;
  std::string key_file;
  std::string server_name;
  bool insecure = false;

  bool operator==(const Tls&) const = default;
};

/// How HTTP requests of streams are made, beyond their URL.
struct Http {
  Pairs headers;
  std::string username;
  std::string password;

  bool operator==(const Http&) const = default;
};

/// How a stream is watched: a module, with what its project and its own entry override.
struct Watch {
  Mode mode = Mode::continuous;
  Timeouts timeouts;
  Nanos liveness_timeout{std::chrono::seconds(5)};
  Nanos window{std::chrono::seconds(10)};
  Nanos sample_duration{std::chrono::seconds(10)};
  Nanos check_interval{std::chrono::seconds(30)};
  unsigned max_retries = 3;
  unsigned min_keyframes = 2;  // a sample does not end before, unless its time is over twice
  Tls tls;
  Http http;
  std::string probe;                           // id; empty: the URL decides
  std::vector<plugin::SettingsPtr> probes;     // for each probe that could be chosen
  std::vector<plugin::SettingsPtr> analyzers;  // in the order of the chain
  plugin::SettingsPtr core;                    // for the program's own rules; nullptr: as declared

  bool operator==(const Watch&) const = default;
};

using WatchPtr = std::shared_ptr<const Watch>;

struct Stream {
  std::string project;
  std::string id;
  std::string name;       // {project}_{host}_{id}_{path} unless configured
  std::string url;        // with its secrets
  std::string shown_url;  // redacted, unless show_urls is raw
  Pairs labels;
  plugin::SettingsPtr probe;
  WatchPtr watch;  // shared by all streams that are watched alike
};

struct Sink {
  std::string name;  // the plugin's id unless configured
  plugin::SettingsPtr settings;

  /// Whether it reads from the outbox.
  [[nodiscard]] bool is_durable() const {
    return (settings->plugin().sink->flags & VEX_SINK_DURABLE) != 0;
  }
};

/// A named way of watching.
struct Module {
  std::string name;
  WatchPtr watch;
  Pairs labels;
};

/// Where further streams come from, in the formats of Prometheus' service discovery.
struct DiscoverySource {
  std::string name;  // the label `source` of its metrics
  Nanos refresh_interval{};
  Pairs map;     // source of a stream's project, id, …, or of one of its labels
  Pairs labels;  // for targets that do not have them

  bool operator==(const DiscoverySource&) const = default;
};

struct FileDiscovery : DiscoverySource {
  std::vector<std::string> patterns;  // absolute; the last part may contain wildcards

  bool operator==(const FileDiscovery&) const = default;
};

struct HttpDiscovery : DiscoverySource {
  std::string url;  // with its secrets
  Nanos timeout{std::chrono::seconds(10)};
  Tls tls;
  Http http;

  bool operator==(const HttpDiscovery&) const = default;
};

struct Discovery {
  std::vector<FileDiscovery> files;
  std::vector<HttpDiscovery> urls;
};

struct Exporter {
  std::string listen_host = "127.0.0.1";  // empty: all interfaces
  std::uint16_t listen_port = 8080;
  unsigned max_concurrent = 1000;
  bool show_raw_urls = false;
  bool watch_config = false;        // reload when the file changes
  std::filesystem::path state_dir;  // empty: not configured
};

struct Engine {
  unsigned threads = 0;  // 0: one per core
  unsigned blocking_threads = 64;
  Nanos quantum{std::chrono::milliseconds(100)};
  std::vector<std::string> dns_servers;  // "address" or "address:port"; empty: the system's
};

/// /probe?target=: which URLs may be asked for beyond those configured.
struct Web {
  std::vector<std::string> probe_allow;  // URL prefixes
};

struct Config {
  std::filesystem::path file;
  std::size_t fingerprint = 0;  // of the file's content
  Exporter exporter;
  Engine engine;
  Web web;
  std::vector<std::string> plugin_folders;
  WatchPtr defaults;
  Pairs default_labels;
  std::vector<Module> modules;
  std::vector<Stream> streams;
  Discovery discovery;
  std::vector<Sink> sinks;
};

using ConfigPtr = std::shared_ptr<const Config>;

}  // namespace core::config
