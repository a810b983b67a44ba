#include <exception>
#include <iomanip>
#include <iostream>

#include "core/app/commands.hpp"
#include "core/app/loading.hpp"

namespace core::app {
namespace {

void list_plugins(const plugin::Registry& registry) {
  for (const plugin::Entry& entry : registry.plugins()) {
    std::cout << std::left << std::setw(10) << name_of(entry.kind) << std::setw(14)
              << entry.plugin->id << std::setw(8) << entry.plugin->version << ' '
              << entry.plugin->summary << '\n';
  }
}

}  // namespace

int execute(const PluginsCommand& command) {
  try {
    plugin::Registry registry = load_plugins();
    if (!command.config_file.empty()) (void)load_config(command.config_file, registry);
    log_problems(registry);
    list_plugins(registry);
    return exit_ok;
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return exit_failed;
  }
}

}  // namespace core::app
