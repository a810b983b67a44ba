#include <Poco/Util/ServerApplication.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <string>

#include "core/app/commands.hpp"
#include "core/app/exporter.hpp"
#include "core/app/loading.hpp"
#include "core/app/terminal.hpp"
#include "core/app/version.hpp"
#include "core/config/listen_address.hpp"
#include "core/config/load.hpp"
#include "core/log/log.hpp"

namespace core::app {
namespace {

sigset_t awaited_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) sigaddset(&signals, signal);
  return signals;
}

// Called before any thread is created, so that all inherit it: the main thread waits for signals,
// and a peer that hangs up causes an error code rather than a signal.
void prepare_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that must not grow causes an error code, too
  const sigset_t awaited = awaited_signals();
  pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
}

void prepare_log(const RunCommand& command) {
  const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
  log::Options options;
  options.level = command.log_level;
  options.format =
      command.log_format.value_or(is_terminal ? log::Format::console : log::Format::logfmt);
  options.color = wants_color(STDERR_FILENO);
  log::configure(options);
}

/// The life of the exporter from its start to a signal.
class Service : public Poco::Util::ServerApplication {
 public:
  explicit Service(const RunCommand& command) : command_(command) {}

 protected:
  int main(const std::vector<std::string>&) override {
    try {
      return serve();
    } catch (const std::exception& e) {
      log::error(e.what());
      return exit_failed;
    }
  }

 private:
  int serve() {
    plugin::Registry registry = load_plugins();
    config::Config config = load_config(command_.config_file, registry);
    log_problems(registry);
    override_by_command_line(config);
    const std::string file = config.file.string();
    const std::string streams = std::to_string(config.streams.size());
    Exporter exporter(registry, std::move(config), [&](const config::Config& running) {
      config::Config next = config::reload(registry, running);
      override_by_command_line(next);
      return next;
    });
    exporter.start();
    log::info("the exporter is running", {{"version", version()},
                                          {"address", exporter.address()},
                                          {"config", file},
                                          {"streams", streams}});
    reload_until_told_to_end(exporter);
    log::info("the exporter is stopping");
    // A hanging plugin must not keep the process alive: this is long after every limit in stop().
    ::alarm(5);
    exporter.stop();
    return exit_ok;
  }

  void override_by_command_line(config::Config& config) const {
    if (command_.listen_address.empty()) return;
    auto address = config::listen_address_from(command_.listen_address);
    config.exporter.listen_host = std::move(address.host);
    config.exporter.listen_port = address.port;
  }

  static void reload_until_told_to_end(Exporter& exporter) {
    const sigset_t awaited = awaited_signals();
    for (int signal = 0;;) {
      if (sigwait(&awaited, &signal) != 0) continue;
      if (signal != SIGHUP) return;
      exporter.reload();
    }
  }

  const RunCommand& command_;
};

}  // namespace

int execute(const RunCommand& command) {
  if (!command.listen_address.empty()) {
    try {
      (void)config::listen_address_from(command.listen_address);
    } catch (const std::exception& e) {
      std::cerr << "video-exporter: --web.listen-address '" << command.listen_address << "' "
                << e.what() << '\n';
      return exit_usage;
    }
  }
  prepare_signals();
  prepare_log(command);
  int code = exit_failed;
  {
    Service service(command);
    service.init(Poco::Util::Application::ArgVec{"video-exporter"});
    code = static_cast<Poco::Util::Application&>(service).run();
  }
  log::close();
  return code;
}

}  // namespace core::app
