#include "core/app/one_shot.hpp"

#include <vex/cpp/error.hpp>

#include <algorithm>
#include <stdexcept>

#include "core/net/url.hpp"
#include "core/plugin/probe_choice.hpp"

namespace core::app {
namespace {

plugin::SettingsPtr choose(const config::Watch& watch, const std::string& id, const net::Url& url) {
  std::vector<const vex_plugin*> probes;
  for (const plugin::SettingsPtr& settings : watch.probes) {
    if (settings->plugin().id == id) return settings;
    probes.push_back(&settings->plugin());
  }
  if (!id.empty()) throw std::runtime_error("there is no probe '" + id + "'");
  const vex_plugin* chosen = plugin::choose_probe(probes, url.scheme, url.path);
  for (const plugin::SettingsPtr& settings : watch.probes) {
    if (&settings->plugin() == chosen) return settings;
  }
  throw std::runtime_error("no probe claims this URL: name one with --probe; what can be read: " +
                           plugin::readable(probes));
}

}  // namespace

config::WatchPtr module_of(const config::Config& config, std::string_view name) {
  if (name.empty()) return config.defaults;
  const auto found = std::find_if(config.modules.begin(), config.modules.end(),
                                  [&](const auto& module) { return module.name == name; });
  return found == config.modules.end() ? nullptr : found->watch;
}

const config::Stream* configured(const config::Config& config, std::string_view url) {
  const auto found = std::find_if(
      config.streams.begin(), config.streams.end(),
      [&](const config::Stream& stream) { return stream.url == url || stream.shown_url == url; });
  return found == config.streams.end() ? nullptr : &*found;
}

config::Stream one_shot_stream(const config::Config& config, const web::ProbeRequest& request) {
  const config::Stream* known = configured(config, request.url);
  const config::WatchPtr watch =
      known != nullptr && request.module.empty() ? known->watch : module_of(config, request.module);
  if (!watch) throw std::runtime_error("there is no module '" + request.module + "'");

  config::Stream stream;
  try {
    const net::Url url = net::parse_url(known != nullptr ? known->url : request.url);
    if (known != nullptr) {
      stream = *known;
    } else {
      stream.project = "probe";
      stream.id = "probe";
      stream.name = "probe";
      stream.url = request.url;
      stream.shown_url = config.exporter.show_raw_urls ? request.url : net::redact(url);
    }
    if (known == nullptr || !request.probe.empty() || !request.module.empty()) {
      stream.probe = choose(*watch, request.probe.empty() ? watch->probe : request.probe, url);
    }
  } catch (const vex::Error& error) {
    throw std::runtime_error(error.what());
  }
  if (request.sample_duration > config::Nanos{} &&
      request.sample_duration != watch->sample_duration) {
    config::Watch changed = *watch;
    changed.sample_duration = request.sample_duration;
    stream.watch = std::make_shared<const config::Watch>(std::move(changed));
  } else {
    stream.watch = watch;
  }
  return stream;
}

}  // namespace core::app
