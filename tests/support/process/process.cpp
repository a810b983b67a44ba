#include "tests/support/process/process.hpp"

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/support/process/child.hpp"

namespace support {
namespace {

using Clock = std::chrono::steady_clock;

std::string shown(const Command& command) {
  std::string text;
  for (const auto& word : command.words) {
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

int exit_status(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

/// What one stream of the child has said.
struct Captured {
  int fd = -1;
  std::string text;
  std::size_t searched = 0;  // up to here no line is as wished
};

}  // namespace

class Process::Implementation {
 public:
  explicit Implementation(const Command& command) : name_(shown(command)) {
    const auto child = start_child(command.words, command.environment, command.folder.string());
    pid_ = child.pid;
    pid_fd_ = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
    streams_[0].fd = child.output;
    streams_[1].fd = child.error_output;
    reader_ = std::thread([this] { read_all(); });
  }

  ~Implementation() {
    stop(std::chrono::milliseconds(0));
    reader_.join();
    close(streams_[0].fd);
    close(streams_[1].fd);
    close(pid_fd_);
  }

  int pid() const { return pid_; }

  std::string await_line(const std::function<bool(std::string_view)>& is_wished,
                         std::chrono::milliseconds timeout) {
    const auto end = Clock::now() + timeout;
    std::unique_lock lock(mutex_);
    streams_[0].searched = streams_[1].searched = 0;
    for (;;) {
      for (auto& stream : streams_) {
        if (const auto line = find_line(stream, is_wished)) {
          return *line;
        }
      }
      if (is_read_ || changed_.wait_until(lock, end) == std::cv_status::timeout) {
        throw std::runtime_error(name_ + (is_read_ ? " ended" : ": no such line in time") +
                                 "; its output:\n" + streams_[0].text + streams_[1].text);
      }
    }
  }

  std::string text(std::size_t stream) const {
    const std::lock_guard lock(mutex_);
    return streams_.at(stream).text;
  }

  void send_signal(int signal) {
    if (!status_) {
      kill(pid_, signal);
    }
  }

  std::optional<int> await_exit(std::chrono::milliseconds timeout) {
    if (!status_) {
      pollfd end{pid_fd_, POLLIN, 0};
      if (poll(&end, 1, static_cast<int>(timeout.count())) == 1) {
        // The child's own children go before it is reaped, while its process group is surely its
        // own.
        kill(-pid_, SIGKILL);
        int status = 0;
        waitpid(pid_, &status, 0);
        status_ = exit_status(status);
        await_output();
      }
    }
    return status_;
  }

  int stop(std::chrono::milliseconds grace) {
    if (grace.count() > 0) {
      send_signal(SIGTERM);
      if (const auto status = await_exit(grace)) {
        return *status;
      }
    }
    send_signal(SIGKILL);
    return await_exit(std::chrono::hours(1)).value();
  }

  const std::string& name() const { return name_; }

 private:
  static std::optional<std::string> find_line(
      Captured& stream, const std::function<bool(std::string_view)>& is_wished) {
    for (;;) {
      const auto end = stream.text.find('\n', stream.searched);
      if (end == std::string::npos) {
        return std::nullopt;
      }
      const auto line = stream.text.substr(stream.searched, end - stream.searched);
      stream.searched = end + 1;
      if (is_wished(line)) {
        return line;
      }
    }
  }

  /// On the reader's thread: until both streams have ended.
  void read_all() {
    std::array<pollfd, 2> ends{pollfd{streams_[0].fd, POLLIN, 0},
                               pollfd{streams_[1].fd, POLLIN, 0}};
    std::array<char, 16384> buffer;
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
      poll(ends.data(), ends.size(), -1);
      for (std::size_t n = 0; n < ends.size(); ++n) {
        if (ends[n].fd < 0 || ends[n].revents == 0) {
          continue;
        }
        const auto count = read(ends[n].fd, buffer.data(), buffer.size());
        if (count <= 0) {
          ends[n].fd = -1;
          continue;
        }
        const std::lock_guard lock(mutex_);
        streams_[n].text.append(buffer.data(), static_cast<std::size_t>(count));
        changed_.notify_all();
      }
    }
    const std::lock_guard lock(mutex_);
    is_read_ = true;
    changed_.notify_all();
  }

  void await_output() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_read_; });
  }

  const std::string name_;
  int pid_ = 0;
  int pid_fd_ = -1;
  std::optional<int> status_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::array<Captured, 2> streams_;
  bool is_read_ = false;
  std::thread reader_;
};

Process::Process(Command command) : implementation_(std::make_unique<Implementation>(command)) {}

Process::~Process() = default;

int Process::pid() const { return implementation_->pid(); }

std::string Process::await_line(const std::function<bool(std::string_view)>& is_wished,
                                std::chrono::milliseconds timeout) {
  return implementation_->await_line(is_wished, timeout);
}

std::string Process::await_line_with(std::string_view text, std::chrono::milliseconds timeout) {
  return await_line(
      [&](std::string_view line) { return line.find(text) != std::string_view::npos; }, timeout);
}

std::string Process::output() const { return implementation_->text(0); }

std::string Process::error_output() const { return implementation_->text(1); }

void Process::send_signal(int signal) { implementation_->send_signal(signal); }

std::optional<int> Process::await_exit(std::chrono::milliseconds timeout) {
  return implementation_->await_exit(timeout);
}

int Process::stop(std::chrono::milliseconds grace) { return implementation_->stop(grace); }

Finished run(Command command, std::chrono::milliseconds timeout) {
  const auto name = shown(command);
  Process process(std::move(command));
  const auto status = process.await_exit(timeout);
  if (!status) {
    throw std::runtime_error(name + " did not end in time");
  }
  return {*status, process.output(), process.error_output()};
}

}  // namespace support
