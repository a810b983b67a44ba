#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace origin {

/// What happened on one path so far.
struct PathFigures {
  std::uint64_t requests = 0;
  std::uint64_t open = 0;       // connections that are being served now
  std::uint64_t bytes = 0;      // sent, heads of responses included
  std::uint64_t pongs = 0;      // WebSocket and RTMP; of RTSP signs of life
  std::uint64_t teardowns = 0;  // sessions of RTSP that their clients ended
  std::string last_request;     // the head as it came
};

/// The figures and faults of every path, shared by the server's thread and the tests. All of it is
/// [thread-safe].
class PathTable {
 public:
  using Change = std::function<void(PathFigures&)>;
  using Condition = std::function<bool(const PathFigures&)>;

  /// A path's own counter of bytes, which is added to for every tag that is sent: without a lock.
  class ByteCounter {
   public:
    void add(std::uint64_t bytes);

   private:
    friend class PathTable;
    PathTable* table_ = nullptr;
    std::atomic<std::uint64_t> bytes_{0};
  };

  void update(const std::string& path, const Change& change);

  /// Holds as long as the table.
  ByteCounter& byte_counter(const std::string& path);

  PathFigures figures(const std::string& path) const;

  /// Waits until the figures are as wished; false when the time is over first.
  bool await(const std::string& path, const Condition& condition,
             std::chrono::milliseconds timeout) const;

  /// An empty query clears it.
  void set_fault(const std::string& path, std::string query);
  std::string fault(const std::string& path) const;

 private:
  struct Entry {
    PathFigures figures;  // but for the bytes
    ByteCounter bytes;
    std::string fault;
  };

  PathFigures figures_of(const std::string& path) const;

  mutable std::mutex mutex_;
  mutable std::atomic<int> waiting_{0};
  mutable std::condition_variable changed_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace origin
