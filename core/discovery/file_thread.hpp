// The thread on which files are read when they change, and on which what follows from it is done.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/discovery/folder_watch.hpp"

namespace core::discovery {

/// Something that files decide. All functions are called on the file thread.
class FileReader {
 public:
  virtual ~FileReader() = default;

  /// Where a change is worth a look.
  [[nodiscard]] virtual Folders folders() const = 0;

  /// How often it looks without a change; 0: never.
  [[nodiscard]] virtual std::chrono::nanoseconds interval() const noexcept = 0;

  /// Looks: at the beginning, after a change, and when the interval is over.
  virtual void read() = 0;
};

class FileThread {
 public:
  /// `search_period`: see FolderWatch.
  explicit FileThread(std::chrono::milliseconds search_period = FolderWatch::default_search_period);
  FileThread(const FileThread&) = delete;
  FileThread& operator=(const FileThread&) = delete;
  ~FileThread();

  using Readers = std::vector<std::shared_ptr<FileReader>>;

  /// Those that are asked from now on; new ones look at once. A reader that is no longer among
  /// them may be asked once more. [thread-safe]
  void set(Readers readers);

  /// Has `work` done soon: once, however often it is asked for meanwhile. [thread-safe]
  void request(std::function<void()> work);

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Entry {
    std::shared_ptr<FileReader> reader;
    Time due;  // the epoch: at once
  };

  void run(const std::stop_token& stop);
  [[nodiscard]] Time look(const Folders& changed);
  [[nodiscard]] std::vector<Entry> entries() const;
  void set_due(const FileReader* reader, Time due);
  void do_requested();

  FolderWatch watch_;
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;
  std::function<void()> requested_;
  std::jthread thread_;
};

}  // namespace core::discovery
