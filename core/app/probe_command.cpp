#include <unistd.h>

#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "core/app/commands.hpp"
#include "core/app/exporter.hpp"
#include "core/app/loading.hpp"
#include "core/app/probe_report.hpp"
#include "core/app/progress.hpp"
#include "core/app/terminal.hpp"
#include "core/log/log.hpp"
#include "core/web/stream_facts.hpp"
#include "core/web/streams_json.hpp"

namespace core::app {
namespace {

config::Config config_for(const ProbeCommand& command, plugin::Registry& registry) {
  const bool needs_file = !command.config_file.empty() || !command.module.empty();
  return needs_file ? load_config(command.config_file, registry) : default_config(registry);
}

/// A URL with secrets is read from standard input ("-"), because everybody who can list processes
/// can read a command line.
std::string url_of(const ProbeCommand& command) {
  if (command.url != "-") return command.url;
  std::string line;
  std::getline(std::cin, line);
  return line;
}

web::StreamSnapshot look(const ProbeCommand& command) {
  plugin::Registry registry = load_plugins();
  const config::Config config = config_for(command, registry);
  Exporter exporter(registry, config);
  const web::ProbeRequest request{.url = url_of(command),
                                  .module = command.module,
                                  .probe = command.probe,
                                  .sample_duration = command.sample_duration,
                                  .timeout = command.timeout};
  const Progress progress("looking at the stream", command.sample_duration);
  web::StreamSnapshot stream = exporter.probe_runner().run_once(request, {});
  if (stream == nullptr) throw std::runtime_error("the check was cut short");
  return stream;
}

std::int64_t unix_time(vex_time time) {
  using std::chrono::duration_cast;
  using std::chrono::nanoseconds;
  const auto unix_now = std::chrono::system_clock::now().time_since_epoch();
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return duration_cast<nanoseconds>(unix_now).count() -
         (duration_cast<nanoseconds>(now).count() - time);
}

void print(const ProbeCommand& command, const vex_stream_snapshot& stream) {
  if (command.is_json) {
    std::cout << web::stream_json(stream,
                                  {.unix_time = unix_time, .has_metrics = true, .indent = 2})
              << '\n';
  } else {
    std::cout << probe_report(stream, wants_color(STDOUT_FILENO));
  }
}

// A check that was too short to judge is no proof of health: the standing is unknown.
bool is_healthy(const vex_stream_snapshot& stream) {
  return web::standing_of(stream) == web::Standing::healthy;
}

}  // namespace

int execute(const ProbeCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  log::configure({.level = command.is_verbose ? log::Level::debug : log::Level::error,
                  .format = log::Format::console,
                  .color = wants_color(STDERR_FILENO),
                  .detached = false});
  try {
    const web::StreamSnapshot stream = look(command);
    print(command, *stream);
    return is_healthy(*stream) ? exit_ok : exit_failed;
  } catch (const std::exception& e) {
    // No run has started, because the request cannot be carried out.
    std::cerr << "video-exporter probe: " << e.what() << '\n';
    return exit_usage;
  }
}

}  // namespace core::app
