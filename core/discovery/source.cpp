#include "core/discovery/source.hpp"

#include <chrono>
#include <utility>

#include "core/log/log.hpp"

namespace core::discovery {
namespace {

double unix_seconds() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

TargetsPtr Source::latest() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

Source::Figures Source::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

void Source::inherit(const Source& former) {
  const TargetsPtr targets = former.latest();
  Figures figures = former.figures();
  figures.was_tried = false;
  const std::lock_guard lock(mutex_);
  latest_ = targets;
  figures_ = figures;
}

void Source::update(TargetsPtr targets, const std::string& complaint) {
  bool is_news = targets != nullptr;
  std::string before;
  {
    const std::lock_guard lock(mutex_);
    is_news = !std::exchange(figures_.was_tried, true) || is_news;
    if (targets) latest_ = std::move(targets);
    if (complaint.empty()) {
      figures_.last_success_seconds = unix_seconds();
    } else {
      ++figures_.failures;
    }
    before = std::exchange(complaint_, complaint);
  }
  const log::Field source{"source", settings().name};
  if (complaint.empty() && !before.empty()) {
    log::info("targets can be read again", {source});
  } else if (complaint != before) {
    log::error("targets cannot be read; those known stay", {source, {"error", complaint}});
  }
  if (is_news) on_news_();
}

}  // namespace core::discovery
