#include "core/app/config_file.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

#include "core/config/load.hpp"

namespace core::app {

ConfigFile::ConfigFile(const std::filesystem::path& file,
                       std::function<bool(std::size_t)> is_in_use, std::function<void()> reload)
    : file_(std::filesystem::absolute(file)),
      is_in_use_(std::move(is_in_use)),
      reload_(std::move(reload)) {}

discovery::Folders ConfigFile::folders() const {
  discovery::Folders folders{file_.parent_path()};
  std::error_code unknown;
  const auto real = std::filesystem::canonical(file_, unknown);
  if (!unknown) folders.insert(real.parent_path());
  return folders;
}

/// For file systems that do not report changes.
std::chrono::nanoseconds ConfigFile::interval() const noexcept { return std::chrono::seconds(30); }

void ConfigFile::read() {
  std::ifstream in(file_, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) return;  // it is being replaced
  const std::size_t fingerprint = config::fingerprint_of(content);
  if (std::exchange(seen_, fingerprint) == fingerprint || is_in_use_(fingerprint)) return;
  reload_();
}

}  // namespace core::app
