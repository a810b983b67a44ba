// How a running exporter switches to another configuration.
#include "core/app/exporter_parts.hpp"

#include <exception>
#include <string>
#include <utility>

#include "core/config/changes.hpp"
#include "core/config/problem.hpp"
#include "core/log/log.hpp"

namespace core::app {

Exporter::Parts::Answer Exporter::Parts::reload() {
  const std::lock_guard one_at_a_time(reload_mutex);
  if (stopped) return {false, false, "The exporter is stopping."};
  Answer answer;
  try {
    Reloaded reloaded;
    apply(load_again(*current()), reloaded);
    answer = {true, false, text_of(reloaded)};
    log_reload(reloaded);
    reload_state.last_success_seconds = static_cast<double>(unix_now()) * 1e-9;
  } catch (const config::InvalidConfig& error) {
    answer = {false, true, error.what()};
  } catch (const std::exception& error) {
    answer = {false, false, error.what()};
  }
  if (!answer.is_done) log_failed_reload(answer.text);
  reload_state.successful = answer.is_done;
  return answer;
}

/// Sinks come first: they may refuse, streams cannot.
void Exporter::Parts::apply(config::Config next, Reloaded& reloaded) {
  reloaded.kept = config::keep_until_restart(*current(), next);
  run_sinks(next.sinks, reloaded.sinks);
  network.forget_certificates();
  scheduler.set_max_concurrent(next.exporter.max_concurrent);
  file_config = std::make_shared<const config::Config>(std::move(next));
  follow_sources();
  reloaded.streams = watch_all();
}

void Exporter::Parts::follow_sources() {
  if (!file_config->exporter.watch_config || !load_again) {
    config_file.reset();
  } else if (!config_file) {
    const auto is_in_use = [this](std::size_t fingerprint) {
      return reload_state.successful && current()->fingerprint == fingerprint;
    };
    config_file = std::make_shared<ConfigFile>(file_config->file, is_in_use,
                                               [this] { static_cast<void>(reload()); });
  }
  discovery.configure(file_config->discovery, config_file);
}

schedule::Scheduler::Changes Exporter::Parts::watch_all() {
  config::ConfigPtr next = file_config;
  if (!next->discovery.files.empty() || !next->discovery.urls.empty()) {
    config::Config all = *next;
    all.streams = discovery.streams(*next);
    next = std::make_shared<const config::Config>(std::move(all));
  }
  {
    const std::lock_guard lock(config_mutex);
    config = next;
  }
  return scheduler.watch(schedule::StreamList(next, &next->streams));
}

void Exporter::Parts::apply_discovered() {
  const std::lock_guard one_at_a_time(reload_mutex);
  if (stopped) return;
  log_discovered(watch_all());
}

SinkSet::Runner Exporter::Parts::make_runner(const config::Sink& sink) {
  if (!sink.is_durable()) {
    return std::make_unique<pipeline::SinkRunner>(sink.name, sink.settings, *this, sink_services);
  }
  outbox::Lane& lane = outbox->lane(sink.name, sink.settings->plugin().sink->wants);
  return std::make_unique<pipeline::SinkRunner>(sink.name, sink.settings, *this, sink_services,
                                                lane);
}

void Exporter::Parts::run_sinks(const std::vector<config::Sink>& list, SinkSet::Changes& changes) {
  changes = sinks.run(list);
  std::vector<std::string> durable;
  for (const config::Sink& sink : list) {
    if (sink.is_durable()) durable.push_back(sink.name);
  }
  if (!durable.empty() && !outbox->has_directory()) {
    log::warning(
        "there is no state directory: what a sink has not delivered is lost when the exporter "
        "ends, and what it has delivered may be told again; set exporter.state_dir");
  }
  outbox->keep_only(durable);
}

}  // namespace core::app
