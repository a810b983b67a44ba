// Waits until something in a folder changes.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <set>

#include "core/net/fd.hpp"

namespace core::discovery {

using Folders = std::set<std::filesystem::path>;

/// For one waiting thread; only wake() may be called by others.
class FolderWatch {
 public:
  static constexpr std::chrono::milliseconds default_search_period{5000};

  /// Folders that do not exist are looked for every `search_period`. If the system has no inotify
  /// instance left, changes go unnoticed, and that is logged. Throws std::system_error if there is
  /// no file descriptor left either.
  explicit FolderWatch(std::chrono::milliseconds search_period = default_search_period);

  /// The folders to watch from now on. The caller reads new ones itself afterwards; the next wait
  /// reports folders that it already named and that have been created in the meantime.
  void set(Folders folders);

  /// Returns the folders in which something changed, once they have been quiet for a moment,
  /// because editors and Kubernetes make one change in several steps. Empty if `deadline` or wake()
  /// came first.
  [[nodiscard]] Folders wait(std::chrono::steady_clock::time_point deadline);

  /// Ends the current wait, or the next one. [thread-safe]
  void wake() noexcept;

 private:
  void arm(Folders& changed);
  void collect(Folders& changed);
  bool poll_until(std::chrono::steady_clock::time_point deadline, bool& is_woken) const;

  const std::chrono::milliseconds search_period_;
  net::Fd inotify_;
  net::Fd wake_;
  Folders folders_;
  Folders arrived_;                             // seen by set() alone so far
  std::map<int, std::filesystem::path> armed_;  // by watch descriptor
};

}  // namespace core::discovery
