#include "core/app/state_directory.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>

namespace core::app {

std::filesystem::path state_directory(const config::Exporter& exporter,
                                      const std::filesystem::path& packaged) {
  if (!exporter.state_dir.empty()) return exporter.state_dir;
  if (const char* const given = std::getenv("STATE_DIRECTORY"); given != nullptr && *given != 0) {
    const std::string folders = given;  // systemd separates several by colons
    return folders.substr(0, folders.find(':'));
  }
  std::error_code unknown;
  if (std::filesystem::is_directory(packaged, unknown) && ::access(packaged.c_str(), W_OK) == 0) {
    return packaged;
  }
  return {};
}

}  // namespace core::app
