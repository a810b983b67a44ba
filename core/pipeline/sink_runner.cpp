#include "core/pipeline/sink_runner.hpp"

#include <vex/service/clock.h>
#include <vex/service/log.h>
#include <vex/cpp/error.hpp>

#include <cassert>
#include <utility>
#include <vector>

namespace core::pipeline {
namespace {

constexpr auto period = std::chrono::seconds(1);

}  // namespace

/// The host as seen by a sink.
struct SinkHost {
  static const SinkRunner& runner(const vex_host* host) {
    return *static_cast<const SinkRunner*>(host);
  }
  static vex_time now(const vex_host* host) { return runner(host).surroundings_.now(); }
  static std::int64_t unix_now(const vex_host* host) {
    return runner(host).surroundings_.unix_now();
  }
  static vex_status sleep(const vex_host*, vex_nanos, vex_error* error) {
    return vex::detail::fail(*error, VEX_E_UNSUPPORTED, vex::Reason::internal,
                             "vex.clock/1 sleeps only for probes");
  }
  static void write(const vex_host* host, std::uint32_t level, vex_str line) {
    runner(host).surroundings_.log(level, nullptr, runner(host).name_, {line.data, line.size});
  }
  static const void* service(const vex_host* host, const char* id) {
    static constexpr vex_clock clock{&now, &unix_now, &sleep};
    static constexpr vex_log log{&write};
    const std::string_view wanted(id);
    if (wanted == VEX_CLOCK) return &clock;
    if (wanted == VEX_LOG) return &log;
    return runner(host).services_.find(wanted);
  }
  static vex_status emit(const vex_host*, const vex_event*, vex_error* error) {
    return vex::detail::fail(*error, VEX_E_UNSUPPORTED, vex::Reason::internal,
                             "a sink emits no events");
  }
};

SinkRunner::SinkRunner(std::string name, plugin::SettingsPtr settings, Surroundings& surroundings,
                       const SinkServices& services, std::size_t capacity)
    : vex_host{&SinkHost::service, &SinkHost::emit},
      name_(std::move(name)),
      settings_(std::move(settings)),
      surroundings_(surroundings),
      services_(services),
      capacity_(capacity) {}

SinkRunner::SinkRunner(std::string name, plugin::SettingsPtr settings, Surroundings& surroundings,
                       const SinkServices& services, DurableQueue& queue)
    : vex_host{&SinkHost::service, &SinkHost::emit},
      name_(std::move(name)),
      settings_(std::move(settings)),
      surroundings_(surroundings),
      services_(services),
      capacity_(0),
      durable_(&queue) {}

SinkRunner::~SinkRunner() { assert(!thread_.joinable()); }

void SinkRunner::start() {
  const vex_setup setup{sizeof(vex_setup),   0,       settings_->values(),
                        settings_->limits(), nullptr, {name_.data(), name_.size()}};
  vex_error error{};
  vex::detail::check(plugin().create(this, &setup, &self_, &error), error);
  if (durable_ != nullptr) durable_->open();
  thread_ = std::thread([this] { work(); });
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return opened_ || finished_; });
  if (finished_) {
    lock.unlock();
    thread_.join();
    vex::detail::check(open_status_, open_error_);
  }
}

bool SinkRunner::stop(std::chrono::nanoseconds patience) {
  if (!thread_.joinable()) return true;
  std::unique_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
  if (durable_ != nullptr) durable_->close();
  if (!changed_.wait_for(lock, patience, [this] { return finished_; })) {
    surroundings_.log(VEX_LOG_ERROR, nullptr, name_,
                      "does not stop: " + std::to_string(queue_.size()) + " records are lost");
    thread_.detach();
    return false;
  }
  lock.unlock();
  thread_.join();
  return true;
}

void SinkRunner::push(const RecordPtr& record) {
  if (durable_ != nullptr) return;
  if ((plugin().sink->wants & VEX_WANTS(record->abi().event->type)) == 0) return;
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= capacity_) {
      queue_.pop_front();
      dropped_.fetch_add(1, std::memory_order_relaxed);
    }
    queue_.push_back(record);
  }
  changed_.notify_all();
}

std::deque<RecordPtr> SinkRunner::take_queue() {
  const std::lock_guard lock(mutex_);
  return std::exchange(queue_, {});
}

bool SinkRunner::is_stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

std::size_t SinkRunner::queue_length() const {
  if (durable_ != nullptr) return durable_->length();
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

std::uint64_t SinkRunner::dropped() const noexcept {
  if (durable_ != nullptr) return durable_->dropped();
  return dropped_.load(std::memory_order_relaxed);
}

void SinkRunner::work() {
  const bool usable = open();
  {
    const std::lock_guard lock(mutex_);
    (usable ? opened_ : finished_) = true;
  }
  changed_.notify_all();
  if (!usable) {
    plugin().destroy(self_);
    return;
  }
  if (durable_ != nullptr) {
    work_off(*durable_);
  } else {
    work_off_queue();
  }
  const vex_sink& sink = *plugin().sink;
  vex_error error{};
  if (sink.flush(self_, &error) != VEX_OK) complain("flush", error);
  sink.close(self_);
  plugin().destroy(self_);
  const std::lock_guard lock(mutex_);
  finished_ = true;
  changed_.notify_all();
}

void SinkRunner::work_off_queue() {
  auto next_tick = std::chrono::steady_clock::now() + period;
  for (bool running = true; running;) {
    std::deque<RecordPtr> batch;
    {
      std::unique_lock lock(mutex_);
      changed_.wait_until(lock, next_tick, [this] { return stopping_ || !queue_.empty(); });
      batch.swap(queue_);
      running = !stopping_ || !batch.empty();
    }
    if (!batch.empty()) deliver(batch);
    if (std::chrono::steady_clock::now() >= next_tick) {
      next_tick += period;
      tick();
    }
  }
}

void SinkRunner::work_off(DurableQueue& queue) {
  bool is_due = false;
  for (;;) {
    const std::uint64_t handed_out = queue.handed_out();
    tick();
    // A sink that was told of entries and took none has its reasons; it is asked again, but not at
    // once.
    const bool takes_none = is_due && queue.handed_out() == handed_out;
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, takes_none ? period : std::chrono::seconds(0),
                        [this] { return stopping_; });
      if (stopping_) return;
    }
    is_due = queue.wait_until(std::chrono::steady_clock::now() + period);
  }
}

void SinkRunner::tick() {
  vex_error error{};
  const auto on_tick = plugin().sink->on_tick;
  if (on_tick == nullptr) return;
  const vex_status status = on_tick(self_, surroundings_.now(), &error);
  // A sink may leave it to the host to notice that its wait for entries was ended.
  if (status != VEX_OK && status != VEX_E_CANCELLED) complain("tick", error);
}

bool SinkRunner::open() {
  open_status_ = plugin().sink->open(self_, &open_error_);
  return open_status_ == VEX_OK;
}

void SinkRunner::deliver(const std::deque<RecordPtr>& batch) {
  std::vector<vex_record> records;
  records.reserve(batch.size());
  for (const RecordPtr& record : batch) records.push_back(record->abi());
  vex_error error{};
  if (plugin().sink->consume(self_, records.data(), records.size(), &error) != VEX_OK) {
    complain("consume", error);
  }
}

void SinkRunner::complain(std::string_view what, const vex_error& error) {
  surroundings_.log(VEX_LOG_ERROR, nullptr, name_, std::string(what) + ": " + error.text);
}

}  // namespace core::pipeline
