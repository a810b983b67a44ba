#include "tests/support/servers/program.hpp"

#include <stdexcept>

namespace support {

std::string program(const std::string& name, const std::string& found, const std::string& package) {
  if (found.empty() || found.ends_with("-NOTFOUND")) {
    throw std::runtime_error("the program " + name + " is missing: install the Debian package " +
                             package + " and run cmake again");
  }
  return found;
}

}  // namespace support
