#include "core/discovery/target_stream.hpp"

#include <vex/cpp/error.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/config/discovery.hpp"
#include "core/config/layer_read.hpp"
#include "core/config/nearest.hpp"
#include "core/config/probe_for.hpp"
#include "core/config/section.hpp"
#include "core/config/stream_name.hpp"
#include "core/net/url.hpp"

namespace core::discovery {
namespace {

constexpr std::size_t longest_name = 512;

/// The properties of one target: from the source's map, its own labels, and the source's labels.
class Facts {
 public:
  Facts(const Target& target, const config::DiscoverySource& source)
      : target_(target), source_(source) {}

  [[nodiscard]] std::string get(std::string_view key) const {
    for (const auto& [mapped, label] : source_.map) {
      const std::string* value = mapped == key ? target_.label(label) : nullptr;
      if (value != nullptr && !value->empty()) return *value;
    }
    const std::string* value = target_.label(key);
    if (value != nullptr && !value->empty()) return *value;
    for (const auto& [name, preset] : source_.labels) {
      if (name == key) return preset;
    }
    return {};
  }

  /// The stream's own labels, on top of the module's `labels`.
  [[nodiscard]] config::Pairs own_labels(config::Pairs labels) const {
    const auto add = [&labels](const std::string& name, const std::string& value) {
      const bool is_own = !config::is_stream_key(name) && config::is_label_name(name);
      if (is_own && !value.empty()) config::merge_pairs(labels, {{name, value}});
    };
    for (const auto& [name, value] : source_.labels) add(name, value);
    for (const auto& [name, value] : *target_.labels) add(name, value);
    for (const auto& [name, label] : source_.map) {
      if (const std::string* value = target_.label(label)) add(name, *value);
    }
    return labels;
  }

 private:
  const Target& target_;
  const config::DiscoverySource& source_;
};

std::string url_text(const Target& target, const Facts& facts) {
  if (std::string url = facts.get("url"); !url.empty()) return url;
  if (target.address.find("://") != std::string::npos) return target.address;
  std::string scheme = facts.get("__scheme__");
  if (scheme.empty()) scheme = "http";
  std::string path;
  if (target.address.find('/') == std::string::npos) {
    path = facts.get("__path__");
    if (path.empty()) path = facts.get("__metrics_path__");
    if (!path.empty() && path.front() != '/') path.insert(path.begin(), '/');
  }
  return scheme + "://" + target.address + path;
}

void check_name(std::string_view what, const std::string& name) {
  const bool is_printable =
      std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (!name.empty() && name.size() <= longest_name && is_printable) return;
  throw std::invalid_argument("its " + std::string(what) +
                              " is empty, longer than 512 bytes, or holds control characters");
}

struct Way {
  config::WatchPtr watch;
  config::Pairs labels;
};

Way way_of(const std::string& module, const config::Config& config) {
  if (module.empty()) return {config.defaults, config.default_labels};
  std::vector<std::string_view> known;
  for (const config::Module& candidate : config.modules) {
    if (candidate.name == module) return {candidate.watch, candidate.labels};
    known.push_back(candidate.name);
  }
  throw std::invalid_argument("there is no module " + config::in_quotes(module) + "; " +
                              config::suggestion(module, known));
}

plugin::SettingsPtr probe_of(const net::Url& url, const std::string& named,
                             const config::Watch& watch) {
  std::vector<const vex_plugin*> probes;
  for (const auto& settings : watch.probes) probes.push_back(&settings->plugin());
  const vex_plugin* chosen = config::probe_for(url, named.empty() ? watch.probe : named, probes);
  for (const auto& settings : watch.probes) {
    if (&settings->plugin() == chosen) return settings;
  }
  throw std::invalid_argument("there is no probe " + config::in_quotes(named) +
                              ", or an option that it needs is not given");
}

net::Url parsed(const std::string& text) {
  try {
    net::Url url = net::parse_url(text);
    // Whoever provides targets must not be able to read this machine's files.
    if (url.scheme == "file") throw std::invalid_argument("a file is not to be discovered");
    return url;
  } catch (const vex::Error& error) {
    throw std::invalid_argument(error.what());
  }
}

}  // namespace

std::string shown(const Target& target) {
  const bool has_scheme = target.address.find("://") != std::string::npos;
  return config::in_quotes(has_scheme ? target.address : "http://" + target.address);
}

config::Stream stream_of(const Target& target, const config::DiscoverySource& source,
                         const config::Config& config) {
  const Facts facts(target, source);
  config::Stream stream;
  stream.url = url_text(target, facts);
  const net::Url url = parsed(stream.url);
  stream.shown_url = config.exporter.show_raw_urls ? stream.url : net::redact(url);
  stream.project = facts.get("project");
  if (stream.project.empty()) stream.project = "discovered";
  stream.id = facts.get("id");
  if (stream.id.empty()) stream.id = config::stream_id(url);
  check_name("project", stream.project);
  check_name("id", stream.id);
  stream.name = facts.get("name");
  if (stream.name.empty()) stream.name = config::stream_name(stream.project, stream.id, url);
  check_name("name", stream.name);
  Way way = way_of(facts.get("module"), config);
  stream.labels = facts.own_labels(std::move(way.labels));
  stream.probe = probe_of(url, facts.get("probe"), *way.watch);
  stream.watch = std::move(way.watch);
  return stream;
}

}  // namespace core::discovery
