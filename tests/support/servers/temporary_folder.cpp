#include "tests/support/servers/temporary_folder.hpp"

#include <stdlib.h>

#include <stdexcept>
#include <system_error>

namespace support {

TemporaryFolder::TemporaryFolder() {
  auto name = (std::filesystem::temp_directory_path() / "video-exporter-test-XXXXXX").string();
  if (!mkdtemp(name.data())) {
    throw std::runtime_error("cannot make a folder like " + name);
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace support
