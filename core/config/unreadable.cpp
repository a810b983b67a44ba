#include "core/config/unreadable.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace core::config {

std::string why_unreadable(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    return std::make_error_code(std::errc::is_a_directory).message();
  }
  const int code = ::access(file.c_str(), R_OK) == 0 ? EIO : errno;
  return std::generic_category().message(code);
}

}  // namespace core::config
