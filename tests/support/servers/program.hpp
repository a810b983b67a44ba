#pragma once

#include <string>

namespace support {

/// The path of a program as CMake found it. Throws std::runtime_error that names the Debian package
/// if it did not.
std::string program(const std::string& name, const std::string& found, const std::string& package);

}  // namespace support
