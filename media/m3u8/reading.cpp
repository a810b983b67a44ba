#include "media/m3u8/reading.hpp"

#include <utility>

#include "media/m3u8/variables.hpp"

namespace media::m3u8 {

void Reading::problem(std::string_view clause, std::string sentence) {
  playlist.problems.add(line, clause, std::move(sentence));
}

void Reading::need_version(std::uint64_t version) {
  if (version <= needed_version) return;
  needed_version = version;
  needed_line = line;
}

std::string Reading::text(std::string_view written) {
  // Before variables were specified, braces had no meaning.
  if (!has_references || (playlist.variables.empty() && playlist.version < 8)) {
    return std::string(written);
  }
  if (auto whole = substituted(written, playlist.variables)) return std::move(*whole);
  problem("rfc8216bis 4.3", "refers to a variable that is not defined");
  return std::string(written);
}

}  // namespace media::m3u8
