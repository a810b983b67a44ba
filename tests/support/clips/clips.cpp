#include "tests/support/clips/clips.hpp"

#include <stdexcept>

namespace clips {

std::filesystem::path folder() { return CLIPS_FOLDER; }

std::filesystem::path path(std::string_view file) {
  auto found = folder() / file;
  if (!std::filesystem::exists(found)) {
    throw std::runtime_error("there is no test clip " + found.string());
  }
  return found;
}

}  // namespace clips
