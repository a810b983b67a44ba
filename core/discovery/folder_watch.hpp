// Waits until something in a folder changes.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <set>

#include "core/net/fd.hpp"

namespace core::discovery {

using Folders = std::set<std::filesystem::path>;

/// One thread waits; only wake() is for others.
class FolderWatch {
 public:
  /// Where the system has no inotify instance left, no change is noticed, which the log says.
  /// Throws std::system_error when it has no file descriptor left either.
  FolderWatch();

  /// Those that are to be watched from now on. One that does not exist is looked for every few
  /// seconds.
  void set(Folders folders);

  /// Returns the folders in which something changed, once they have been quiet for a moment: an
  /// editor, or Kubernetes, makes one change in several steps. None when `deadline` or wake() came
  /// first.
  [[nodiscard]] Folders wait(std::chrono::steady_clock::time_point deadline);

  /// Ends the wait that is going on, or the next one. [thread-safe]
  void wake() noexcept;

 private:
  void arm(Folders& changed);
  void collect(Folders& changed);
  bool poll_until(std::chrono::steady_clock::time_point deadline, bool& is_woken) const;

  net::Fd inotify_;
  net::Fd wake_;
  Folders folders_;
  std::map<int, std::filesystem::path> armed_;  // by watch descriptor
};

}  // namespace core::discovery
