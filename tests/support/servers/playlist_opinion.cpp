#include "tests/support/servers/playlist_opinion.hpp"

#include <stdexcept>

#include "tests/support/process/process.hpp"
#include "tests/support/servers/program.hpp"

namespace support {

std::string playlist_opinions(const std::vector<std::filesystem::path>& files) {
  std::vector<std::string> words{program("node", NODE, "nodejs"),
                                 NODE_SERVERS_FOLDER "/playlists.js"};
  for (const auto& file : files) words.push_back(file.string());
  const Finished finished = run({words, {"NODE_OPTIONS"}, {}});
  if (finished.output.empty()) throw std::runtime_error("no opinion: " + finished.error_output);
  return finished.output;
}

}  // namespace support
