// Lines to stderr, once it is open by a thread of its own.
#pragma once

#include <Poco/Channel.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace core::log {

/// Poco's AsyncChannel would do but for its close, which waits for a blocked reader without end.
class StderrChannel : public Poco::Channel {
 public:
  ~StderrChannel() override;

  void open() override;
  void close() override;
  void log(const Poco::Message& message) override;

 private:
  void write_queue();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable drained_;
  std::deque<std::string> queue_;
  std::size_t dropped_ = 0;
  bool is_open_ = false;
  bool is_writing_ = false;
  std::thread writer_;
};

}  // namespace core::log
