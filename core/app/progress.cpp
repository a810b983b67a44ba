#include "core/app/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <utility>

namespace core::app {
namespace {

constexpr int bar_width = 20;

void paint(const std::string& what, double share, double seconds) {
  const int done = static_cast<int>(std::clamp(share, 0.0, 1.0) * bar_width);
  std::string bar(static_cast<std::size_t>(done), '#');
  bar.resize(bar_width, '.');
  std::cerr << "\r[" << bar << "] " << static_cast<int>(seconds) << " s  " << what << "\x1b[K"
            << std::flush;
}

void paint_until_stopped(const std::stop_token& stopped, const std::string& what,
                         std::chrono::nanoseconds expected) {
  using Seconds = std::chrono::duration<double>;
  const auto begin = std::chrono::steady_clock::now();
  std::mutex mutex;
  std::condition_variable_any tick;
  std::unique_lock lock(mutex);
  while (!stopped.stop_requested()) {
    const auto passed = std::chrono::steady_clock::now() - begin;
    paint(what, Seconds(passed) / Seconds(expected), Seconds(passed).count());
    tick.wait_for(lock, stopped, std::chrono::milliseconds(200), [] { return false; });
  }
  std::cerr << "\r\x1b[K" << std::flush;
}

}  // namespace

Progress::Progress(std::string what, std::chrono::nanoseconds expected) {
  if (::isatty(STDERR_FILENO) != 1) return;
  painter_ = std::jthread([what = std::move(what), expected](const std::stop_token& stopped) {
    paint_until_stopped(stopped, what, expected);
  });
}

Progress::~Progress() = default;

}  // namespace core::app
