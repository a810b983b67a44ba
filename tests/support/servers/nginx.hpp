#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/process/process.hpp"
#include "tests/support/servers/temporary_folder.hpp"

namespace support {

/// An nginx of its own that serves the files of a folder by HTTP, as fast as it can or at a rate.
class Nginx {
 public:
  explicit Nginx(const std::filesystem::path& served, std::uint64_t bytes_per_second = 0);

  /// The URL of "/file.flv" here.
  std::string url(std::string_view path) const;

 private:
  TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Process> process_;
};

}  // namespace support
