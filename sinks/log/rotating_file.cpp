#include "sinks/log/rotating_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace sinks::log {
namespace {

constexpr mode_t readable_by_group = 0640;

/// Returns whether everything was written. A full disk may cut a line.
bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

RotatingFile::RotatingFile(std::string path, std::int64_t size_limit, std::int64_t old_files)
    : path_(std::move(path)), size_limit_(size_limit), old_files_(old_files) {
  if (!reopen()) throw std::system_error(errno, std::generic_category(), path_);
}

RotatingFile::~RotatingFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void RotatingFile::write(std::string_view lines) {
  const auto length = static_cast<std::int64_t>(lines.size());
  if (size_ > 0 && size_ + length > size_limit_) rotate();
  if (!write_all(descriptor_, lines)) ++lost_;
  size_ += length;
}

void RotatingFile::settle() {
  struct stat at_path {};
  struct stat opened {};
  const bool is_there = ::stat(path_.c_str(), &at_path) == 0;
  if (is_there && ::fstat(descriptor_, &opened) == 0 && at_path.st_ino == opened.st_ino &&
      at_path.st_dev == opened.st_dev) {
    size_ = opened.st_size;  // it may have been truncated by somebody else
  } else {
    reopen();
  }
}

std::uint64_t RotatingFile::take_lost() { return std::exchange(lost_, 0); }

/// Keeps the open file if no other can be opened.
bool RotatingFile::reopen() {
  const int opened =
      ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, readable_by_group);
  if (opened < 0) return false;
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = opened;
  struct stat status {};
  size_ = ::fstat(opened, &status) == 0 ? status.st_size : 0;
  return true;
}

/// A failed rename costs an old file or lets this one grow; neither justifies losing lines.
void RotatingFile::rotate() {
  const auto old = [this](std::int64_t number) { return path_ + "." + std::to_string(number); };
  for (std::int64_t number = old_files_; number > 1; --number) {
    (void)std::rename(old(number - 1).c_str(), old(number).c_str());
  }
  (void)std::rename(path_.c_str(), old(1).c_str());
  reopen();
}

}  // namespace sinks::log
