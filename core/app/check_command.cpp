#include <exception>
#include <iostream>

#include "core/app/commands.hpp"
#include "core/app/loading.hpp"
#include "core/app/sink_trial.hpp"
#include "core/discovery/check.hpp"

namespace core::app {
namespace {

std::string counted(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

}  // namespace

int execute(const CheckCommand& command) {
  try {
    plugin::Registry registry = load_plugins();
    const config::Config config = load_config(command.config_file, registry);
    log_problems(registry);
    const std::vector<std::string> problems = discovery::check_files(config);
    for (const std::string& problem : problems) std::cerr << problem << '\n';
    if (!problems.empty()) return exit_failed;
    check_sinks(config);
    std::cout << config.file.string() << " is valid: " << counted(config.streams.size(), "stream")
              << ", " << counted(config.modules.size(), "module") << ", "
              << counted(config.sinks.size(), "sink") << ".\n";
    return exit_ok;
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return exit_failed;
  }
}

}  // namespace core::app
