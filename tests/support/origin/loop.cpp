#include "tests/support/origin/loop.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace origin {
namespace {

constexpr Loop::Id wake_up_id = 0;

int checked(int result, const char* what) {
  if (result < 0) {
    throw std::system_error(errno, std::generic_category(), what);
  }
  return result;
}

}  // namespace

Loop::Loop()
    : epoll_(checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      wake_up_(checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")) {
  watch(wake_up_, wake_up_id, EPOLLIN);
}

Loop::~Loop() {
  close(wake_up_);
  close(epoll_);
}

void Loop::watch(int fd, Id id, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  checked(epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
}

void Loop::change_watch(int fd, Id id, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  checked(epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &event), "epoll_ctl");
}

void Loop::wake_at(Clock::time_point time, Id id) { alarms_.emplace(time, id); }

void Loop::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(work));
  }
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = write(wake_up_, &one, sizeof one);
}

void Loop::run(Handler& handler) {
  std::array<epoll_event, 256> events;
  while (!is_stopped_) {
    const int count =
        epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds_to_wait());
    for (int n = 0; n < count; ++n) {
      const auto& event = events[static_cast<std::size_t>(n)];
      if (event.data.u64 == wake_up_id) {
        run_posted();
      } else {
        handler.on_events(event.data.u64, event.events);
      }
    }
    const auto now = Clock::now();
    while (!alarms_.empty() && alarms_.top().first <= now) {
      const auto id = alarms_.top().second;
      alarms_.pop();
      handler.on_time(id);
    }
  }
}

int Loop::milliseconds_to_wait() const {
  if (alarms_.empty()) {
    return -1;
  }
  const auto wait =
      std::chrono::ceil<std::chrono::milliseconds>(alarms_.top().first - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(wait, 0, 60'000));
}

void Loop::run_posted() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto taken = read(wake_up_, &count, sizeof count);
  std::vector<std::function<void()>> posted;
  {
    const std::lock_guard lock(mutex_);
    posted.swap(posted_);
  }
  for (auto& work : posted) {
    work();
  }
}

}  // namespace origin
