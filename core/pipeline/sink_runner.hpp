// One sink instance: its thread, and the bounded queue in front of it.
#pragma once

#include <vex/plugin.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "core/pipeline/deliveries.hpp"
#include "core/pipeline/durable_queue.hpp"
#include "core/pipeline/record.hpp"
#include "core/pipeline/surroundings.hpp"
#include "core/plugin/settings.hpp"

namespace core::pipeline {

/// The services that only sinks have. Their functions receive the sink's host, which is a
/// SinkRunner, and reach the object they serve through SinkRunner::services.
class SinkServices {
 public:
  virtual ~SinkServices() = default;

  /// The table of a service, or nullptr. [thread-safe]
  [[nodiscard]] virtual const void* find(std::string_view id) const = 0;
};

/// A slow or dead sink delays nobody: when its queue is full, the oldest record is dropped and
/// counted. A durable sink has a queue that is filled elsewhere.
class SinkRunner : public vex_host {
 public:
  SinkRunner(std::string name, plugin::SettingsPtr settings, Surroundings& surroundings,
             const SinkServices& services, std::size_t capacity = 10'000);

  /// For a durable sink. `queue` outlives the runner.
  SinkRunner(std::string name, plugin::SettingsPtr settings, Surroundings& surroundings,
             const SinkServices& services, DurableQueue& queue);
  SinkRunner(const SinkRunner&) = delete;
  SinkRunner& operator=(const SinkRunner&) = delete;
  ~SinkRunner();

  /// Creates the sink, starts its thread and waits until it is open. Throws vex::Error if the sink
  /// refuses. [startup]
  void start();

  /// Delivers what is queued, flushes and closes. False if that took longer than `patience`: the
  /// thread hangs inside the plugin, and the runner must not be destroyed. [startup]
  [[nodiscard]] bool stop(std::chrono::nanoseconds patience);

  /// [thread-safe]
  void push(const RecordPtr& record);

  /// Whether it was started and not stopped. Only for its owner.
  [[nodiscard]] bool is_running() const noexcept { return thread_.joinable(); }

  /// Told to stop, but possibly still running. [thread-safe]
  [[nodiscard]] bool is_stopping() const;

  /// Removes what is waiting, for use by another runner. Only while it is not running.
  [[nodiscard]] std::deque<RecordPtr> take_queue();

  [[nodiscard]] const plugin::SettingsPtr& settings() const noexcept { return settings_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const vex_plugin& plugin() const noexcept { return settings_->plugin(); }
  [[nodiscard]] const SinkServices& services() const noexcept { return services_; }
  [[nodiscard]] DurableQueue* durable_queue() const noexcept { return durable_; }  // may be null
  [[nodiscard]] Deliveries& deliveries() const noexcept { return deliveries_; }
  [[nodiscard]] std::size_t queue_length() const;        // [thread-safe]
  [[nodiscard]] std::uint64_t dropped() const noexcept;  // [thread-safe]

 private:
  friend struct SinkHost;

  void work();
  void work_off_queue();
  void work_off(DurableQueue& queue);
  void tick();
  bool open();
  void deliver(const std::deque<RecordPtr>& batch);
  void complain(std::string_view what, const vex_error& error);

  const std::string name_;
  const plugin::SettingsPtr settings_;
  Surroundings& surroundings_;
  const SinkServices& services_;
  const std::size_t capacity_;
  mutable Deliveries deliveries_;  // mutable because plugins hold the host as a pointer to const
  DurableQueue* const durable_ = nullptr;

  void* self_ = nullptr;
  std::thread thread_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<RecordPtr> queue_;
  bool opened_ = false;
  bool stopping_ = false;
  bool finished_ = false;
  vex_status open_status_ = VEX_OK;
  vex_error open_error_{};
  std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace core::pipeline
