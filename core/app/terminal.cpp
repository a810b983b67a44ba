#include "core/app/terminal.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace core::app {
namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

}  // namespace

bool wants_color(int fd) {
  return ::isatty(fd) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

}  // namespace core::app
