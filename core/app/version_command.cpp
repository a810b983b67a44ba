#include <iostream>

#include "core/app/commands.hpp"
#include "core/app/version.hpp"

namespace core::app {

int execute(const VersionCommand&) {
  std::cout << "video-exporter " << version() << "\n  commit    " << revision() << "\n  compiler  "
            << compiler() << "\n  plugins   interface version 1 (vex_entry_v1)\n";
  return exit_ok;
}

int execute(const CompletionCommand& command) {
  std::cout << command.script;
  return exit_ok;
}

int execute(const Exit& command) { return command.code; }

}  // namespace core::app
