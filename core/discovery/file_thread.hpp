// The thread that reads files when they change, and handles the consequences.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/discovery/folder_watch.hpp"

namespace core::discovery {

/// Something that depends on files. All functions are called on the file thread.
class FileReader {
 public:
  virtual ~FileReader() = default;

  /// The folders whose changes matter.
  [[nodiscard]] virtual Folders folders() const = 0;

  /// How often it reads without a change; 0: never.
  [[nodiscard]] virtual std::chrono::nanoseconds interval() const noexcept = 0;

  /// Reads the files: at the start, after a change, and when the interval is over.
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

  /// The readers to ask from now on; new ones read at once. A removed reader may be asked once
  /// more. [thread-safe]
  void set(Readers readers);

  /// Runs `work` soon, and only once however often it is requested in the meantime. [thread-safe]
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
