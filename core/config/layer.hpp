// What one place in the file says about how streams are watched: exporter, defaults, a module, a
// project or a stream. Later layers override earlier ones where they say something.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/config/config.hpp"
#include "core/config/plugins.hpp"

namespace core::config {

struct TimeoutLayer {
  std::optional<Nanos> all;  // for each phase without its own value
  std::optional<Nanos> resolve;
  std::optional<Nanos> connect;
  std::optional<Nanos> tls;
  std::optional<Nanos> request;
  std::optional<Nanos> first_media;
  std::optional<Nanos> idle;

  void merge(const TimeoutLayer& later);
};

struct TlsLayer {
  std::optional<std::string> ca_file;
  std::optional<std::string> certificate_file;
  std::optional<std::string> key_file;
  std::optional<std::string> server_name;
  std::optional<bool> insecure;

  void merge(const TlsLayer& later);
};

struct HttpLayer {
  Pairs headers;
  std::optional<std::string> username;
  std::optional<std::string> password;

  void merge(const HttpLayer& later);
};

/// Which analyzers run: a list replaces the earlier ones, a map adds to them or removes some.
struct ChainLayer {
  std::optional<std::vector<const vex_plugin*>> list;
  std::vector<std::pair<const vex_plugin*, bool>> switches;

  void merge(const ChainLayer& later);
};

struct Layer {
  std::optional<Mode> mode;
  TimeoutLayer timeouts;
  std::optional<Nanos> liveness_timeout;
  std::optional<Nanos> window;
  std::optional<Nanos> sample_duration;
  std::optional<Nanos> check_interval;
  std::optional<unsigned> max_retries;
  std::optional<unsigned> min_keyframes;
  TlsLayer tls;
  HttpLayer http;
  std::optional<std::string> probe;
  ChainLayer analyzers;
  std::map<const vex_plugin*, plugin::GivenOptions> options;  // of probes and analyzers
  plugin::RuleChanges rules;
  Pairs labels;

  void merge(const Layer& later);
};

/// The result of a layer without any layer below it.
[[nodiscard]] Tls tls_of(const TlsLayer& layer);
[[nodiscard]] Http http_of(const HttpLayer& layer);

/// Overrides `pairs` with `later`, key by key.
void merge_pairs(Pairs& pairs, const Pairs& later);

/// Whether a key of a map belongs to a layer, and thus gives a stream its own way of being watched.
[[nodiscard]] bool is_layer_key(std::string_view key);

/// Reads the layer's keys of a section; others are left to the section's owner.
[[nodiscard]] Layer read_layer(Section& section, const Plugins& plugins);

/// The keys that the original configuration format has under `exporter`; they mean sampled mode.
/// Its min_keyframes also decides when a stream is playable.
[[nodiscard]] Layer read_sampling(Section& section, const Plugins& plugins);

}  // namespace core::config
