// A line on the terminal that shows that time passes.
#pragma once

#include <chrono>
#include <string>
#include <thread>

namespace core::app {

/// Shown on stderr while it lives, and only where that is a terminal.
class Progress {
 public:
  Progress(std::string what, std::chrono::nanoseconds expected);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  std::jthread painter_;
};

}  // namespace core::app
