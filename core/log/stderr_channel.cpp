#include "core/log/stderr_channel.hpp"

#include <Poco/Message.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string_view>

namespace core::log {
namespace {

constexpr std::size_t queue_limit = 4096;
constexpr std::chrono::milliseconds close_patience{500};

void write_all(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // nobody is left to be told
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

StderrChannel::~StderrChannel() { StderrChannel::close(); }

void StderrChannel::open() {
  const std::lock_guard lock(mutex_);
  if (is_open_) return;
  is_open_ = true;
  writer_ = std::thread([this] { write_queue(); });
}

void StderrChannel::close() {
  std::thread writer;
  {
    std::unique_lock lock(mutex_);
    if (!is_open_) return;
    is_open_ = false;
    wake_.notify_one();
    const bool is_drained =
        drained_.wait_for(lock, close_patience, [this] { return queue_.empty() && !is_writing_; });
    writer.swap(writer_);
    if (!is_drained) {
      // The reader of stderr has stopped reading, but the process must still be able to end.
      writer.detach();
      return;
    }
  }
  writer.join();
}

void StderrChannel::log(const Poco::Message& message) {
  std::unique_lock lock(mutex_);
  if (!is_open_) {
    lock.unlock();
    write_all(message.getText() + '\n');
    return;
  }
  if (queue_.size() >= queue_limit) {
    ++dropped_;
    return;
  }
  if (dropped_ > 0) {
    queue_.push_back(std::to_string(dropped_) + " lines were dropped: stderr is slow\n");
    dropped_ = 0;
  }
  queue_.push_back(message.getText() + '\n');
  wake_.notify_one();
}

void StderrChannel::write_queue() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return !is_open_ || !queue_.empty(); });
    while (!queue_.empty()) {
      const std::string line = std::move(queue_.front());
      queue_.pop_front();
      is_writing_ = true;
      lock.unlock();
      write_all(line);
      lock.lock();
      is_writing_ = false;
    }
    drained_.notify_all();
    if (!is_open_) return;
  }
}

}  // namespace core::log
