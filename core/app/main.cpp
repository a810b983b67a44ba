#include <exception>
#include <iostream>
#include <variant>

#include "core/app/command_line.hpp"
#include "core/app/commands.hpp"

int main(int argc, char** argv) {
  try {
    const core::app::Command command = core::app::parse_command_line(argc, argv);
    return std::visit([](const auto& given) { return core::app::execute(given); }, command);
  } catch (const std::exception& e) {
    std::cerr << "video-exporter: " << e.what() << '\n';
    return core::app::exit_failed;
  }
}
