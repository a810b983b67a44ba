#include "core/config/watch_builder.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/plugin/chain.hpp"

namespace core::config {
namespace {

using plugin::Kind;

template <class Value>
void mix(std::size_t& hash, const Value& value) {
  hash = hash * 31 + std::hash<Value>{}(value);
}

void mix(std::size_t& hash, const Pairs& pairs) {
  for (const auto& [key, value] : pairs) {
    mix(hash, key);
    mix(hash, value);
  }
}

/// Covers what usually differs; equality decides.
std::size_t hash_of(const Watch& watch) {
  std::size_t hash = 0;
  mix(hash, watch.http.headers);
  mix(hash, watch.http.password);
  mix(hash, watch.tls.server_name);
  for (const Nanos time : {watch.liveness_timeout, watch.window, watch.check_interval,
                           watch.timeouts.connect, watch.timeouts.idle}) {
    mix(hash, time.count());
  }
  for (const auto& settings : watch.analyzers) mix(hash, settings.get());
  for (const auto& settings : watch.probes) mix(hash, settings.get());
  return hash;
}

std::size_t hash_of(const plugin::Settings& settings) {
  std::size_t hash = 0;
  mix(hash, &settings.plugin());
  std::size_t row = 0;
  for (const vex_option* const* option = settings.plugin().options; *option != nullptr; ++option) {
    const vex_value& value = settings.values()[row++];
    switch ((*option)->type) {
      case VEX_OPTION_NUMBER:
        mix(hash, value.number);
        break;
      case VEX_OPTION_TEXT:
      case VEX_OPTION_SECRET:
      case VEX_OPTION_CHOICE:
        mix(hash, std::string_view(value.text.data, value.text.size));
        break;
      case VEX_OPTION_LIST:
      case VEX_OPTION_MAP:
        break;
      default:
        mix(hash, value.integer);
    }
  }
  return hash;
}

/// The existing object, or `fresh`.
template <class Pointer, class Same>
Pointer unique_of(std::unordered_multimap<std::size_t, Pointer>& known, Pointer fresh, Same same) {
  const std::size_t hash = hash_of(*fresh);
  const auto [begin, end] = known.equal_range(hash);
  const auto found =
      std::find_if(begin, end, [&](const auto& entry) { return same(*entry.second, *fresh); });
  if (found != end) return found->second;
  return known.emplace(hash, std::move(fresh))->second;
}

Timeouts timeouts_of(const TimeoutLayer& layer) {
  const Timeouts preset;
  const Nanos all = layer.all.value_or(preset.idle);
  return {.resolve = layer.resolve.value_or(all),
          .connect = layer.connect.value_or(all),
          .tls = layer.tls.value_or(all),
          .request = layer.request.value_or(all),
          .first_media = layer.first_media.value_or(all),
          .idle = layer.idle.value_or(all)};
}

}  // namespace

const std::vector<std::string_view>& default_analyzers() {
  static const std::vector<std::string_view> ids{"traffic",   "tracks",    "framerate", "gop",
                                                 "timing",    "stability", "rtp",       "ts",
                                                 "hls_rules", "latency",   "health",    "compat"};
  return ids;
}

WatchBuilder::WatchBuilder(const Plugins& plugins, Problems& problems, const Config* previous)
    : plugins_(plugins), problems_(problems) {
  if (previous == nullptr) return;
  know(previous->defaults);
  for (const Module& module : previous->modules) know(module.watch);
  const Watch* last = nullptr;  // similar streams are listed together
  for (const Stream& stream : previous->streams) {
    if (stream.watch.get() != std::exchange(last, stream.watch.get())) know(stream.watch);
  }
}

void WatchBuilder::know(const WatchPtr& watch) {
  const auto same = [](const auto& a, const auto& b) { return a.same_as(b); };
  for (const auto& settings : watch->probes) unique_of(settings_, settings, same);
  for (const auto& settings : watch->analyzers) unique_of(settings_, settings, same);
  if (watch->core) unique_of(settings_, watch->core, same);
  unique_of(watches_, watch, std::equal_to<>{});
}

WatchPtr WatchBuilder::build(const Layer& layer, Position at, const std::string& key) {
  auto watch = std::make_shared<Watch>();
  const Watch preset;
  watch->mode = layer.mode.value_or(preset.mode);
  watch->timeouts = timeouts_of(layer.timeouts);
  watch->liveness_timeout = layer.liveness_timeout.value_or(preset.liveness_timeout);
  watch->window = layer.window.value_or(preset.window);
  watch->sample_duration = layer.sample_duration.value_or(preset.sample_duration);
  watch->check_interval = layer.check_interval.value_or(preset.check_interval);
  watch->max_retries = layer.max_retries.value_or(preset.max_retries);
  watch->min_keyframes = layer.min_keyframes.value_or(preset.min_keyframes);
  watch->tls = tls_of(layer.tls);
  watch->http = http_of(layer.http);
  watch->probe = layer.probe.value_or("");
  if (plugins_.core() != nullptr) watch->core = settings_of(*plugins_.core(), layer);
  for (const vex_plugin* plugin : plugins_.of(Kind::probe)) {
    if (auto settings = settings_of(*plugin, layer)) watch->probes.push_back(std::move(settings));
  }
  for (const vex_plugin* plugin : chain_of(layer.analyzers, at, key)) {
    auto settings = settings_of(*plugin, layer);
    if (settings) {
      watch->analyzers.push_back(std::move(settings));
    } else {
      const auto given = layer.options.find(plugin);
      static_cast<void>(has_required_options(
          *plugin, given == layer.options.end() ? plugin::GivenOptions{} : given->second, at, key,
          problems_));
    }
  }
  return unique_of(watches_, WatchPtr(std::move(watch)), std::equal_to<>{});
}

std::vector<const vex_plugin*> WatchBuilder::chain_of(const ChainLayer& layer, Position at,
                                                      const std::string& key) const {
  std::vector<const vex_plugin*> chain;
  if (layer.list) {
    chain = *layer.list;
  } else {
    for (const std::string_view id : default_analyzers()) {
      if (const auto* plugin = plugins_.find(id, Kind::analyzer)) chain.push_back(plugin);
    }
  }
  for (const auto& [plugin, is_on] : layer.switches) {
    const auto found = std::find(chain.begin(), chain.end(), plugin);
    if (is_on && found == chain.end()) chain.push_back(plugin);
    if (!is_on && found != chain.end()) chain.erase(found);
  }
  try {
    return plugin::in_chain_order(chain);
  } catch (const plugin::CyclicChain& error) {
    problems_.add(at, key, error.what());
    return {};
  }
}

/// nullptr if a required option is missing.
plugin::SettingsPtr WatchBuilder::settings_of(const vex_plugin& plugin, const Layer& layer) {
  const auto found = layer.options.find(&plugin);
  const auto given = found == layer.options.end() ? plugin::GivenOptions{} : found->second;
  if (!plugin::missing_options(plugin, given).empty()) return nullptr;
  return unique_of(settings_, plugin::make_settings(plugin, given, layer.rules),
                   [](const auto& a, const auto& b) { return a.same_as(b); });
}

}  // namespace core::config
