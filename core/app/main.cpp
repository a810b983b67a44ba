#include <exception>
#include <iostream>
#include <variant>

#include "core/app/command_line.hpp"
#include "core/app/commands.hpp"

namespace {

/// A report that did not get through, to a full disk for example, must not look like a success.
int after_output(int status) {
  if (std::cout.flush()) return status;
  std::cerr << "video-exporter: cannot write to the standard output\n";
  return core::app::exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const core::app::Command command = core::app::parse_command_line(argc, argv);
    return after_output(
        std::visit([](const auto& given) { return core::app::execute(given); }, command));
  } catch (const std::exception& e) {
    std::cerr << "video-exporter: " << e.what() << '\n';
    return core::app::exit_failed;
  }
}
