#pragma once

#include <filesystem>
#include <string>

namespace core::config {

/// Why the file cannot be read, as the system puts it: "No such file or directory".
std::string why_unreadable(const std::filesystem::path& file);

}  // namespace core::config
