#include "core/discovery/file_thread.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "core/log/log.hpp"

namespace core::discovery {
namespace {

using std::chrono::steady_clock;

/// A failure must not end the thread that all others rely on.
template <class Work>
void guarded(Work work) noexcept {
  try {
    work();
  } catch (const std::exception& error) {
    log::error("files could not be followed", {{"error", error.what()}});
  }
}

}  // namespace

FileThread::FileThread(std::chrono::milliseconds search_period)
    : watch_(search_period), thread_([this](const std::stop_token& stop) { run(stop); }) {}

FileThread::~FileThread() {
  thread_.request_stop();
  watch_.wake();
}

void FileThread::set(Readers readers) {
  {
    const std::lock_guard lock(mutex_);
    std::vector<Entry> entries;
    for (auto& reader : readers) {
      const auto known = std::find_if(entries_.begin(), entries_.end(),
                                      [&](const Entry& entry) { return entry.reader == reader; });
      entries.push_back({std::move(reader), known == entries_.end() ? Time() : known->due});
    }
    entries_ = std::move(entries);
  }
  watch_.wake();
}

void FileThread::request(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    requested_ = std::move(work);
  }
  watch_.wake();
}

void FileThread::run(const std::stop_token& stop) {
  Folders changed;
  while (!stop.stop_requested()) {
    Time next = steady_clock::now();
    guarded([&] {
      Folders folders;
      for (const Entry& entry : entries()) folders.merge(entry.reader->folders());
      watch_.set(std::move(folders));
      next = look(changed);
      do_requested();
    });
    changed = watch_.wait(next);
  }
}

/// Asks the readers that are due. Returns when the next one is.
FileThread::Time FileThread::look(const Folders& changed) {
  Time next = Time::max();
  for (const Entry& entry : entries()) {
    const Folders folders = entry.reader->folders();
    const bool is_concerned = std::any_of(folders.begin(), folders.end(), [&](const auto& folder) {
      return changed.contains(folder);
    });
    Time due = entry.due;
    if (is_concerned || due <= steady_clock::now()) {
      guarded([&] { entry.reader->read(); });
      const auto interval = entry.reader->interval();
      due = interval.count() == 0 ? Time::max() : steady_clock::now() + interval;
      set_due(entry.reader.get(), due);
    }
    next = std::min(next, due);
  }
  return next;
}

std::vector<FileThread::Entry> FileThread::entries() const {
  const std::lock_guard lock(mutex_);
  return entries_;
}

void FileThread::set_due(const FileReader* reader, Time due) {
  const std::lock_guard lock(mutex_);
  for (Entry& entry : entries_) {
    if (entry.reader.get() == reader) entry.due = due;
  }
}

void FileThread::do_requested() {
  std::function<void()> work;
  {
    const std::lock_guard lock(mutex_);
    work = std::exchange(requested_, {});
  }
  if (work) work();
}

}  // namespace core::discovery
