#include "core/discovery/check.hpp"

#include <stdexcept>

#include "core/discovery/file_source.hpp"
#include "core/discovery/target_stream.hpp"

namespace core::discovery {

std::vector<std::string> check_files(const config::Config& config) {
  std::vector<std::string> problems;
  for (const config::FileDiscovery& source : config.discovery.files) {
    for (const std::filesystem::path& file : matching_files(source)) {
      try {
        const Targets targets = read_target_file(file, content_of(file));
        problems.insert(problems.end(), targets.problems.begin(), targets.problems.end());
        for (const Target& target : targets.list) {
          try {
            static_cast<void>(stream_of(target, source, config));
          } catch (const std::invalid_argument& error) {
            problems.push_back(target.place + ": " + shown(target) + ": " + error.what());
          }
        }
      } catch (const std::runtime_error& error) {
        problems.emplace_back(error.what());
      }
    }
  }
  return problems;
}

}  // namespace core::discovery
