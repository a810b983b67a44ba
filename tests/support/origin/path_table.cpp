#include "tests/support/origin/path_table.hpp"

#include <utility>

namespace origin {

void PathTable::ByteCounter::add(std::uint64_t bytes) {
  bytes_ += bytes;
  if (table_->waiting_ > 0) {
    // Whoever waits has either seen the sum or sleeps by the time the lock is free.
    std::unique_lock(table_->mutex_).unlock();
    table_->changed_.notify_all();
  }
}

void PathTable::update(const std::string& path, const Change& change) {
  {
    const std::lock_guard lock(mutex_);
    change(entries_[path].figures);
  }
  changed_.notify_all();
}

PathTable::ByteCounter& PathTable::byte_counter(const std::string& path) {
  const std::lock_guard lock(mutex_);
  auto& counter = entries_[path].bytes;
  counter.table_ = this;
  return counter;
}

PathFigures PathTable::figures(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return figures_of(path);
}

bool PathTable::await(const std::string& path, const Condition& condition,
                      std::chrono::milliseconds timeout) const {
  ++waiting_;
  std::unique_lock lock(mutex_);
  const bool is_met = changed_.wait_for(lock, timeout, [&] { return condition(figures_of(path)); });
  --waiting_;
  return is_met;
}

PathFigures PathTable::figures_of(const std::string& path) const {
  const auto entry = entries_.find(path);
  if (entry == entries_.end()) {
    return {};
  }
  auto figures = entry->second.figures;
  figures.bytes = entry->second.bytes.bytes_;
  return figures;
}

void PathTable::set_fault(const std::string& path, std::string query) {
  const std::lock_guard lock(mutex_);
  entries_[path].fault = std::move(query);
}

std::string PathTable::fault(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(path);
  return entry == entries_.end() ? std::string() : entry->second.fault;
}

}  // namespace origin
