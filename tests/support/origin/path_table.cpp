#include "tests/support/origin/path_table.hpp"

#include <utility>

namespace origin {

void PathTable::update(const std::string& path, const Change& change) {
  {
    const std::lock_guard lock(mutex_);
    change(entries_[path].figures);
  }
  changed_.notify_all();
}

PathFigures PathTable::figures(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(path);
  return entry == entries_.end() ? PathFigures() : entry->second.figures;
}

bool PathTable::await(const std::string& path, const Condition& condition,
                      std::chrono::milliseconds timeout) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, timeout, [&] {
    const auto entry = entries_.find(path);
    return condition(entry == entries_.end() ? PathFigures() : entry->second.figures);
  });
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
