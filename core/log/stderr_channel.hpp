// Writes lines to stderr; on a separate thread once it is open.
#pragma once

#include <Poco/Channel.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace core::log {

/// Poco's AsyncChannel would do if its close did not wait forever for a blocked reader.
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
