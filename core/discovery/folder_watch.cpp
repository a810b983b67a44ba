#include "core/discovery/folder_watch.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <system_error>
#include <utility>

#include "core/log/log.hpp"

namespace core::discovery {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr milliseconds quiet{200};
constexpr seconds longest_unrest{2};  // a folder that is never quiet is read nevertheless

constexpr std::uint32_t changes = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                  IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

int make_inotify() {
  const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0) {
    log::warning("changes of files are not noticed at once, only at intervals",
                 {{"error", std::generic_category().message(errno)}});
  }
  return fd;
}

int make_eventfd() {
  const int fd = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  return fd;
}

}  // namespace

FolderWatch::FolderWatch(milliseconds search_period)
    : search_period_(search_period), inotify_(make_inotify()), wake_(make_eventfd()) {}

void FolderWatch::set(Folders folders) {
  for (auto entry = armed_.begin(); entry != armed_.end();) {
    if (folders.contains(entry->second)) {
      ++entry;
    } else {
      ::inotify_rm_watch(inotify_.get(), entry->first);
      entry = armed_.erase(entry);
    }
  }
  const Folders former = std::exchange(folders_, std::move(folders));
  Folders fresh;
  arm(fresh);
  std::copy_if(fresh.begin(), fresh.end(), std::inserter(arrived_, arrived_.end()),
               [&](const auto& folder) { return former.contains(folder); });
}

/// Newly created folders count as changed.
void FolderWatch::arm(Folders& changed) {
  for (const auto& folder : folders_) {
    const auto is_it = [&](const auto& entry) { return entry.second == folder; };
    if (std::any_of(armed_.begin(), armed_.end(), is_it)) continue;
    const int watch = ::inotify_add_watch(inotify_.get(), folder.c_str(), changes);
    if (watch < 0) continue;
    armed_[watch] = folder;
    changed.insert(folder);
  }
}

Folders FolderWatch::wait(steady_clock::time_point deadline) {
  Folders changed = std::exchange(arrived_, {});
  bool is_woken = false;
  while (changed.empty() && !is_woken && steady_clock::now() < deadline) {
    const bool is_whole = armed_.size() == folders_.size();
    const auto end = is_whole ? deadline : std::min(deadline, steady_clock::now() + search_period_);
    if (poll_until(end, is_woken)) collect(changed);
    arm(changed);
  }
  const auto latest = steady_clock::now() + longest_unrest;
  while (!changed.empty() && !is_woken && steady_clock::now() < latest &&
         poll_until(std::min(latest, steady_clock::now() + quiet), is_woken)) {
    collect(changed);
  }
  return changed;
}

void FolderWatch::collect(Folders& changed) {
  alignas(inotify_event) std::array<char, 4096> buffer{};
  for (ssize_t size = 0; (size = ::read(inotify_.get(), buffer.data(), buffer.size())) > 0;) {
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) changed = folders_;
      const auto found = armed_.find(event.wd);
      if (found == armed_.end()) continue;
      changed.insert(found->second);
      // A folder that was moved away is no longer the same.
      if ((event.mask & IN_MOVE_SELF) != 0) ::inotify_rm_watch(inotify_.get(), event.wd);
      if ((event.mask & (IN_IGNORED | IN_MOVE_SELF)) != 0) armed_.erase(found);
    }
  }
}

/// Returns whether something has changed by then.
bool FolderWatch::poll_until(steady_clock::time_point deadline, bool& is_woken) const {
  std::array<pollfd, 2> fds{{{inotify_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}}};
  const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
  const auto wait = std::clamp<milliseconds>(left, milliseconds(0), std::chrono::hours(24));
  if (::poll(fds.data(), fds.size(), static_cast<int>(wait.count())) <= 0) return false;
  if (fds[1].revents != 0) {
    eventfd_t count = 0;
    ::eventfd_read(wake_.get(), &count);
    is_woken = true;
  }
  return fds[0].revents != 0;
}

void FolderWatch::wake() noexcept { ::eventfd_write(wake_.get(), 1); }

}  // namespace core::discovery
