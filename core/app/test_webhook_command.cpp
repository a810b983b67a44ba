#include <vex/service/delivery.h>

#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "core/app/commands.hpp"
#include "core/app/loading.hpp"
#include "core/app/sink_trial.hpp"
#include "core/log/log.hpp"

namespace core::app {
namespace {

/// Longer than any time-out that a sink can have.
constexpr std::chrono::minutes patience{10};

const config::Sink& receiver_named(const config::Config& config, const std::string& name) {
  std::string known;
  for (const config::Sink& sink : config.sinks) {
    if (!sink.is_durable()) continue;
    if (sink.name == name) return sink;
    known += (known.empty() ? "" : ", ") + sink.name;
  }
  throw std::runtime_error("there is no receiver '" + name + "'" +
                           (known.empty() ? "" : "; there are: " + known));
}

}  // namespace

int execute(const TestWebhookCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  log::configure({.level = command.is_verbose ? log::Level::debug : log::Level::error,
                  .format = log::Format::console,
                  .color = false,
                  .detached = false});
  try {
    plugin::Registry registry = load_plugins();
    const config::Config config = load_config(command.config_file, registry);
    SinkTrial trial(receiver_named(config, command.name));
    const auto delivery = trial.deliver_sample(patience);
    if (delivery && delivery->result == VEX_DELIVERY_DELIVERED) {
      std::cout << command.name << ": delivered: " << delivery->answer << '\n';
      return exit_ok;
    }
    std::cerr << command.name << ": not delivered: "
              << (delivery ? delivery->answer : "the sink has reported no delivery") << '\n';
    return exit_failed;
  } catch (const std::exception& e) {
    std::cerr << "video-exporter test-webhook: " << e.what() << '\n';
    return exit_usage;
  }
}

}  // namespace core::app
