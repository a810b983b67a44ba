// What one place of the file says about how streams are watched: exporter, defaults, a module, a
// project or a stream. Later layers speak where they say something, earlier ones stay elsewhere.
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
  std::optional<Nanos> all;  // for each phase that is not named beside it
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

/// Which analyzers run: a list says it anew, a map adds to what earlier layers said or takes away.
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

/// What a layer comes to where nothing stands behind it.
[[nodiscard]] Tls tls_of(const TlsLayer& layer);
[[nodiscard]] Http http_of(const HttpLayer& layer);

/// Puts `later` over `pairs`, key by key.
void merge_pairs(Pairs& pairs, const Pairs& later);

/// Whether a key of a map belongs to a layer: it decides if a stream is watched in a way of its
/// own.
[[nodiscard]] bool is_layer_key(std::string_view key);

/// Reads the layer's keys of a section; others are left to its owner.
[[nodiscard]] Layer read_layer(Section& section, const Plugins& plugins);

/// The keys that the seed's form of configuration has under `exporter`: they mean sampled. Its
/// min_keyframes is also what makes a stream playable.
[[nodiscard]] Layer read_sampling(Section& section, const Plugins& plugins);

}  // namespace core::config
