#include "sinks/log/pipe_output.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

namespace sinks::log {
namespace {

constexpr std::size_t buffer_limit = 1'048'576;

}  // namespace

void PipeOutput::write(std::string_view lines) {
  if (waiting_.size() + lines.size() > buffer_limit) {
    ++lost_;
  } else {
    waiting_ += lines;
  }
  drain();
}

std::uint64_t PipeOutput::take_lost() { return std::exchange(lost_, 0); }

/// Whether the descriptor accepts more; waits for it unless the last wait was in vain.
bool PipeOutput::is_ready() {
  const auto patience = is_stuck_ ? std::chrono::milliseconds(0) : patience_;
  pollfd descriptor{descriptor_, POLLOUT, 0};
  int ready = 0;
  do {
    ready = ::poll(&descriptor, 1, static_cast<int>(patience.count()));
  } while (ready < 0 && errno == EINTR);
  is_stuck_ = ready == 0;
  return !is_stuck_;
}

void PipeOutput::drain() {
  std::size_t written = 0;
  while (written < waiting_.size() && is_ready()) {
    // A pipe that is ready takes this much without blocking (POSIX, write).
    const std::size_t piece = std::min<std::size_t>(waiting_.size() - written, PIPE_BUF);
    const ssize_t taken = ::write(descriptor_, waiting_.data() + written, piece);
    if (taken >= 0) {
      written += static_cast<std::size_t>(taken);
    } else if (errno != EINTR && errno != EAGAIN) {
      ++lost_;  // nobody reads any more, or the disk is full
      written = waiting_.size();
    }
  }
  waiting_.erase(0, written);
}

}  // namespace sinks::log
