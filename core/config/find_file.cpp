#include "core/config/find_file.hpp"

namespace core::config {

std::filesystem::path find_file(const std::filesystem::path& from_command_line,
                                const Environment& environment) {
  if (!from_command_line.empty()) return from_command_line;
  if (const auto file = environment("CONFIG_FILE"); file && !file->empty()) return *file;
  for (const std::filesystem::path& file : standard_files()) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) return file;
  }
  return {};
}

std::vector<std::filesystem::path> standard_files() {
  return {"config.yml", "/etc/video-exporter/config.yml"};
}

}  // namespace core::config
