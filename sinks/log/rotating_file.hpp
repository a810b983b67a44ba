// Writes lines to a file that is rotated when it has grown.
#pragma once

#include <string>
#include <string_view>

#include "sinks/log/output.hpp"

namespace sinks::log {

/// `path` is the current file, `path.1` the previous one, up to `path.<old_files>`. If somebody
/// else moves the file away, a new one is opened within a second.
class RotatingFile final : public Output {
 public:
  /// Throws std::system_error if the file cannot be opened.
  RotatingFile(std::string path, std::int64_t size_limit, std::int64_t old_files);
  ~RotatingFile() override;
  RotatingFile(const RotatingFile&) = delete;
  RotatingFile& operator=(const RotatingFile&) = delete;

  void write(std::string_view lines) override;
  void settle() override;
  std::uint64_t take_lost() override;

 private:
  bool reopen();
  void rotate();

  const std::string path_;
  const std::int64_t size_limit_;
  const std::int64_t old_files_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;
  std::uint64_t lost_ = 0;
};

}  // namespace sinks::log
