// The entries of one durable sink: what vex.outbox/1 hands out.
#pragma once

#include <vex/service/outbox.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "core/pipeline/durable_queue.hpp"
#include "core/pipeline/record.hpp"

namespace core::outbox {

/// How much may wait for one sink. Beyond that, the oldest entry is dropped and counted.
struct Bounds {
  std::size_t entries = 50'000;
  std::size_t bytes = std::size_t{64} * 1024 * 1024;  // approximate size of the texts
};

/// One transition waiting for one sink.
struct Entry {
  std::uint64_t id = 0;
  std::string key;
  pipeline::RecordPtr record;
  std::uint32_t attempts = 0;
  std::size_t bytes = 0;
};

/// In memory; a listener is told of changes. [thread-safe]
class Lane final : public pipeline::DurableQueue {
 public:
  /// Called outside any lock. Entries with attempts still exist; ids without are gone.
  struct Listener {
    std::function<void(const Lane&, std::uint64_t id, std::uint32_t attempts)> on_retry;
    std::function<void(const Lane&, std::span<const std::uint64_t> ids)> on_removed;
  };
  using Now = std::function<vex_time()>;

  /// `wants`: the mask of event types.
  Lane(std::string name, std::uint64_t wants, Bounds bounds, Now now, Listener listener);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] std::uint64_t wants() const noexcept { return wants_.load(); }
  void set_wants(std::uint64_t wants) noexcept { wants_.store(wants); }

  /// Adds entries that are due at once. Ids increase from call to call.
  void add(std::vector<Entry> entries);

  /// Calls `visit(const Entry&)` for all entries in the order of their ids.
  void for_each(const std::function<void(const Entry&)>& visit) const;

  // pipeline::DurableQueue
  void open() override;
  void close() override;
  bool wait_until(std::chrono::steady_clock::time_point time) override;
  [[nodiscard]] std::uint64_t handed_out() const override { return handed_out_; }
  [[nodiscard]] std::size_t length() const override;
  [[nodiscard]] std::int64_t oldest() const override;
  [[nodiscard]] std::uint64_t dropped() const override;

  // As in vex.outbox/1; take and retry throw vex::Error. take returns the number of entries.
  std::size_t take(vex_nanos timeout, std::span<const vex_outbox_entry*> entries);
  void acknowledge(std::span<const std::uint64_t> ids);
  void retry(std::uint64_t id, vex_nanos delay);
  void wake();

 private:
  struct Waiting {
    Entry entry;
    std::string stream;
    vex_time due = 0;
    bool is_handed_out = false;
  };
  struct Handed {
    pipeline::RecordPtr record;
    std::string key;
    vex_outbox_entry abi;
  };
  using Waitings = std::map<std::uint64_t, Waiting>;

  void remove(Waitings::iterator waiting);
  std::size_t hand_out(std::span<const vex_outbox_entry*> entries);
  [[nodiscard]] vex_time next_due() const;

  const std::string name_;
  std::atomic<std::uint64_t> wants_;
  const Bounds bounds_;
  const Now now_;
  const Listener listener_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Waitings waiting_;
  std::size_t bytes_ = 0;
  std::size_t handed_out_now_ = 0;  // among the waiting entries
  std::uint64_t dropped_ = 0;
  bool is_woken_ = false;
  bool is_closed_ = false;

  // Belong to the sink's thread.
  std::vector<Handed> handed_;  // by the last take
  std::uint64_t handed_out_ = 0;
};

}  // namespace core::outbox
