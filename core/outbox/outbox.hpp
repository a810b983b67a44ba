// Transitions on their way to durable sinks, kept so that a crash loses none.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/outbox/journal.hpp"
#include "core/outbox/lane.hpp"
#include "core/outbox/stored_record.hpp"
#include "core/outbox/told.hpp"
#include "core/pipeline/record.hpp"
#include "core/pipeline/surroundings.hpp"

namespace core::outbox {

struct Options {
  std::filesystem::path directory{};  // empty: nothing survives the process
  Bounds bounds{};                    // of every sink
  std::chrono::nanoseconds retry_after = std::chrono::seconds(10);    // a file that cannot be used
  std::chrono::nanoseconds orphaned_after = std::chrono::minutes(5);  // findings nobody claims
  std::function<bool()> knows_all_streams{};  // until then nobody's are left alone; empty: at once
};

/// A thread of its own writes what is published into the state file, many transitions at a time,
/// and only then hands them to the lanes of the durable sinks: what a sink has seen has its id and
/// its key for good. A file that cannot be used, or no longer, is said and tried again; transitions
/// go on in memory all the while.
class Outbox {
 public:
  /// Reads the file. Does not fail: a damaged one is set aside. `surroundings` outlives this.
  /// [startup]
  Outbox(Options options, const plugin::Registry& registry, pipeline::Surroundings& surroundings);
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;
  ~Outbox();

  /// That of a durable sink, with what waits for it since the last process. `wants` is the mask of
  /// its event types. Lives as long as this. [startup]
  Lane& lane(const std::string& sink, std::uint64_t wants);

  /// Forgets what waits for other sinks: they are configured no more. [startup]
  void keep_only(const std::vector<std::string>& sinks);

  /// Begins to write. [startup]
  void start();

  /// Writes what is left. Nothing may be published any more. [startup]
  void stop();

  /// Does not wait for the disk. [thread-safe]
  void publish(const pipeline::RecordPtr& record);

  /// The findings of a stream that fired when the last process ended, once. [thread-safe]
  [[nodiscard]] std::vector<pipeline::RecordPtr> claim(std::string_view project,
                                                       std::string_view stream);

  [[nodiscard]] bool has_directory() const noexcept { return !options_.directory.empty(); }

  /// Whether transitions survive the process at present. [thread-safe]
  [[nodiscard]] bool is_durable() const noexcept { return is_durable_.load(); }

  /// Files that were damaged. [thread-safe]
  [[nodiscard]] std::uint64_t set_aside() const noexcept { return set_aside_.load(); }

  /// Transitions that came faster than they could be written. [thread-safe]
  [[nodiscard]] std::uint64_t lost() const noexcept { return lost_.load(); }

 private:
  using Claims = std::map<std::string, std::vector<pipeline::RecordPtr>, std::less<>>;
  using Added = std::map<Lane*, std::vector<Entry>>;

  void work();
  void write(const std::deque<pipeline::RecordPtr>& records, Contents difference);
  void commit(const Contents& difference);
  void try_to_connect();
  void connect();
  std::unique_ptr<Journal> open_file(Contents& contents);
  void adopt(const Contents& contents);
  void adopt(const StoredEntry& stored);
  void adopt(const StoredFinding& finding);
  [[nodiscard]] Contents whole() const;
  bool take_over(const vex_record& record);
  void resolve_orphans();
  void say(std::uint32_t level, const std::string& line) const;

  const Options options_;
  const std::string process_;  // a random name: the beginning of the keys that it makes
  pipeline::Surroundings& surroundings_;
  RuleBook rules_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<pipeline::RecordPtr> incoming_;
  Contents updates_;  // what the lanes have done since the last batch
  std::map<std::string, std::unique_ptr<Lane>> lanes_;
  std::map<std::string, std::vector<Entry>> laneless_;  // entries of sinks that have no lane yet
  Claims claims_;
  bool stopping_ = false;

  // Of the thread, and of [startup] before it runs.
  std::unique_ptr<Journal> journal_;  // null while the file cannot be used
  bool has_read_ = false;
  Told told_;
  std::uint64_t last_id_ = 0;
  std::chrono::steady_clock::time_point next_try_{};
  std::optional<std::chrono::steady_clock::time_point> orphans_due_;

  std::atomic<bool> is_durable_{false};
  std::atomic<std::uint64_t> set_aside_{0};
  std::atomic<std::uint64_t> lost_{0};
  std::thread thread_;
};

}  // namespace core::outbox
