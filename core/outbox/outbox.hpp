// Transitions on their way to durable sinks, stored so that a crash loses none.
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
  Bounds bounds{};                    // for each sink
  std::chrono::nanoseconds retry_after = std::chrono::seconds(10);    // for an unusable file
  std::chrono::nanoseconds orphaned_after = std::chrono::minutes(5);  // for unclaimed findings
  // Until it returns true, unclaimed findings are left alone; empty: true from the start.
  std::function<bool()> knows_all_streams{};
};

/// A separate thread writes what is published to the state file, many transitions at a time, and
/// only then passes it to the lanes of the durable sinks: what a sink has seen has its final id and
/// key. An unusable file is reported and retried; meanwhile transitions continue in memory.
class Outbox {
 public:
  /// Reads the file. Never fails: a damaged one is set aside. `surroundings` outlives this.
  /// [startup]
  Outbox(Options options, const plugin::Registry& registry, pipeline::Surroundings& surroundings);
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;
  ~Outbox();

  /// The lane of a durable sink, with what has been waiting since the last process. `wants` is the
  /// mask of its event types. Lives as long as this. [startup]
  Lane& lane(const std::string& sink, std::uint64_t wants);

  /// Forgets what waits for other sinks, which are no longer configured. [startup]
  void keep_only(const std::vector<std::string>& sinks);

  /// Starts writing. [startup]
  void start();

  /// Writes what is left. Nothing may be published after this. [startup]
  void stop();

  /// Does not wait for the disk. [thread-safe]
  void publish(const pipeline::RecordPtr& record);

  /// The findings of a stream that were firing when the last process ended. Each is returned once.
  /// [thread-safe]
  [[nodiscard]] std::vector<pipeline::RecordPtr> claim(std::string_view project,
                                                       std::string_view stream);

  [[nodiscard]] bool has_directory() const noexcept { return !options_.directory.empty(); }

  /// Whether transitions currently survive the process. [thread-safe]
  [[nodiscard]] bool is_durable() const noexcept { return is_durable_.load(); }

  /// The number of damaged files. [thread-safe]
  [[nodiscard]] std::uint64_t set_aside() const noexcept { return set_aside_.load(); }

  /// Transitions that arrived faster than they could be written. [thread-safe]
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
  const std::string process_;  // a random name, which starts the keys that it makes
  pipeline::Surroundings& surroundings_;
  RuleBook rules_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<pipeline::RecordPtr> incoming_;
  Contents updates_;  // what the lanes did since the last batch
  std::map<std::string, std::unique_ptr<Lane>> lanes_;
  std::map<std::string, std::vector<Entry>> laneless_;  // entries of sinks that have no lane yet
  Claims claims_;
  bool stopping_ = false;

  // Belong to the thread, and to [startup] before it runs.
  std::unique_ptr<Journal> journal_;  // null while the file is unusable
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
