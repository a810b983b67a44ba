// The plugins of this build.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "core/app/exporter.hpp"
#include "core/pipeline/core_plugin.hpp"
#include "core/plugin/registry.hpp"

namespace core::config {

inline plugin::Registry built_plugins() {
  plugin::Registry registry(app::service_ids());
  registry.declare_core(pipeline::own::plugin());
  registry.load_folder(PLUGIN_FOLDER, true);
  return registry;
}

inline std::string content_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace core::config
