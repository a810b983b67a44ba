// One sink instance: its thread, and the bounded queue in front of it.
#pragma once

#include <vex/plugin.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "core/pipeline/record.hpp"
#include "core/pipeline/surroundings.hpp"
#include "core/plugin/settings.hpp"

namespace core::pipeline {

/// A slow or dead sink delays nobody: when its queue is full, the oldest record is dropped and
/// counted.
class SinkRunner : public vex_host {
 public:
  /// The services of sinks by their ids; the host that asks is a SinkRunner.
  using FindService = std::function<const void*(std::string_view id)>;

  SinkRunner(std::string name, plugin::SettingsPtr settings, Surroundings& surroundings,
             FindService find_service, std::size_t capacity = 10'000);
  SinkRunner(const SinkRunner&) = delete;
  SinkRunner& operator=(const SinkRunner&) = delete;
  ~SinkRunner();

  /// Creates the sink, starts its thread and waits until it is open. Throws vex::Error when the
  /// sink refuses. [startup]
  void start();

  /// Delivers what is queued, flushes and closes, all within `patience`; what is left then is
  /// dropped and counted. [startup]
  void stop(std::chrono::nanoseconds patience);

  /// [thread-safe]
  void push(const RecordPtr& record);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const vex_plugin& plugin() const noexcept { return settings_->plugin(); }
  [[nodiscard]] Surroundings& surroundings() const noexcept { return surroundings_; }
  [[nodiscard]] std::size_t queue_length() const;        // [thread-safe]
  [[nodiscard]] std::uint64_t dropped() const noexcept;  // [thread-safe]

 private:
  friend struct SinkHost;

  void work();
  bool open();
  void deliver(std::deque<RecordPtr> batch);
  void complain(std::string_view what, const vex_error& error);

  const std::string name_;
  const plugin::SettingsPtr settings_;
  Surroundings& surroundings_;
  const FindService find_service_;
  const std::size_t capacity_;

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
