#include "core/app/sink_set.hpp"

#include <vex/cpp/error.hpp>

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "core/log/log.hpp"

namespace core::app {
namespace {

using pipeline::SinkRunner;

constexpr std::chrono::seconds patience_of_change{5};

}  // namespace

SinkSet::Changes SinkSet::run(const std::vector<config::Sink>& sinks) {
  try {
    const Changes changes = change_to(sinks);
    configured_ = sinks;
    return changes;
  } catch (const std::runtime_error& refusal) {
    try {
      change_to(configured_);
    } catch (const std::runtime_error& error) {
      log::error("a sink is no longer running", {{"error", error.what()}});
    }
    throw refusal;
  }
}

SinkSet::Changes SinkSet::change_to(const std::vector<config::Sink>& sinks) {
  std::vector<SinkRunner*> fresh;
  std::vector<Runner> ending;
  {
    std::vector<Runner> next;
    const std::lock_guard alone(mutex_);
    for (const config::Sink& sink : sinks) {
      Runner runner = take(sink);
      if (runner == nullptr) {
        runner = make_runner_(sink);
        fresh.push_back(runner.get());
      }
      next.push_back(std::move(runner));
    }
    ending = std::exchange(runners_, std::move(next));
  }
  std::erase(ending, nullptr);
  for (Runner& old : ending) {
    // What a sink that could not start has not received goes to its replacement.
    if (old->is_running()) continue;
    for (SinkRunner* runner : fresh) {
      if (runner->name() != old->name()) continue;
      for (const pipeline::RecordPtr& record : old->take_queue()) runner->push(record);
    }
  }
  const Changes changes{fresh.size(), ending.size()};
  for (Runner& old : ending) static_cast<void>(end(std::move(old), patience_of_change));
  for (SinkRunner* runner : fresh) {
    try {
      runner->start();
    } catch (const vex::Error& error) {
      throw std::runtime_error("the sink " + runner->name() + " cannot start: " + error.what());
    }
  }
  return changes;
}

/// Takes the identical sink from the running ones; or nullptr.
SinkSet::Runner SinkSet::take(const config::Sink& sink) {
  const auto found = std::find_if(runners_.begin(), runners_.end(), [&](const Runner& runner) {
    return runner != nullptr && runner->is_running() && runner->name() == sink.name &&
           runner->settings()->same_as(*sink.settings);
  });
  return found == runners_.end() ? nullptr : std::move(*found);
}

/// A sink whose thread hangs inside its plugin keeps what it may still touch.
bool SinkSet::end(Runner runner, std::chrono::milliseconds patience) {
  const bool has_ended = runner->stop(patience);
  if (!has_ended) static_cast<void>(runner.release());
  return has_ended;
}

bool SinkSet::stop(std::chrono::milliseconds patience) {
  std::vector<Runner> ending;
  {
    const std::lock_guard alone(mutex_);
    ending.swap(runners_);
  }
  bool all_ended = true;
  for (Runner& runner : ending) all_ended = end(std::move(runner), patience) && all_ended;
  return all_ended;
}

void SinkSet::publish(const pipeline::RecordPtr& record) const {
  const std::shared_lock lock(mutex_);
  for (const auto& runner : runners_) runner->push(record);
}

void SinkSet::for_each(const std::function<void(const SinkRunner&)>& look) const {
  const std::shared_lock lock(mutex_);
  for (const auto& runner : runners_) look(*runner);
}

}  // namespace core::app
