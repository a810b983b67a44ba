#include "core/app/loading.hpp"

#include <cstdlib>
#include <sstream>
#include <string>
#include <system_error>

#include "core/app/exporter.hpp"
#include "core/config/find_file.hpp"
#include "core/config/load.hpp"
#include "core/log/log.hpp"
#include "core/pipeline/core_plugin.hpp"

namespace core::app {
namespace {

std::filesystem::path folder_beside_program() {
  std::error_code unknown;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return program.parent_path().parent_path() / "lib" / "video-exporter";
}

std::string standard_places() {
  std::string places;
  for (const std::filesystem::path& file : config::standard_files()) {
    places += (places.empty() ? "" : " nor ") + file.string();
  }
  return places;
}

}  // namespace

plugin::Registry load_plugins() {
  plugin::Registry registry(service_ids());
  registry.declare_core(pipeline::own::plugin());
  registry.load_folder(folder_beside_program(), false);
  if (const char* const path = std::getenv("VEX_PLUGIN_PATH")) {
    std::istringstream folders(path);
    for (std::string folder; std::getline(folders, folder, ':');) {
      if (!folder.empty()) registry.load_folder(folder, true);
    }
  }
  return registry;
}

config::Config load_config(const std::filesystem::path& named, plugin::Registry& registry) {
  const std::filesystem::path file = config::find_file(named);
  if (file.empty()) {
    throw NoConfig("there is no configuration: name a file with --config or CONFIG_FILE; neither " +
                   standard_places() + " exists");
  }
  return config::load(file, registry);
}

config::Config default_config(plugin::Registry& registry) {
  std::istringstream nothing("streams: {}\n");
  return config::load(nothing, {}, registry);
}

void log_problems(const plugin::Registry& registry) {
  for (const plugin::Problem& problem : registry.problems()) log::warning(problem.sentence);
}

}  // namespace core::app
