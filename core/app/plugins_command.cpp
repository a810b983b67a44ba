#include <exception>
#include <iostream>

#include "core/app/commands.hpp"
#include "core/app/loading.hpp"
#include "core/plugin/describe.hpp"

namespace core::app {
namespace {

int describe_one(const plugin::Registry& registry, const std::string& id) {
  if (const plugin::Entry* const entry = registry.find(id)) {
    std::cout << plugin::describe(*entry);
    return exit_ok;
  }
  std::cerr << "video-exporter plugins: there is no plugin '" << id << "'.\n"
            << plugin::describe_list(registry);
  return exit_usage;
}

}  // namespace

int execute(const PluginsCommand& command) {
  try {
    plugin::Registry registry = load_plugins();
    if (!command.config_file.empty()) (void)load_config(command.config_file, registry);
    if (!command.id.empty()) return describe_one(registry, command.id);
    std::cout << (command.is_markdown ? plugin::markdown(registry)
                                      : plugin::describe_list(registry));
    return exit_ok;
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return exit_failed;
  }
}

}  // namespace core::app
