#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// How long is waited for what should come at once: sanitizers and busy machines take their time.
inline constexpr std::chrono::seconds patience{60};

/// A program to run. A bare name is looked up in PATH.
struct Command {
  std::vector<std::string> words;  // the program, then its arguments
  std::vector<std::string>
      environment;               // "NAME=value", over those of this process; "NAME" takes one away
  std::filesystem::path folder;  // to run in; empty: this process's
};

/// A child process whose output is captured. It never outlives this object or this process, and
/// neither do the children that it starts (as long as they stay in its process group).
class Process {
 public:
  /// Throws std::runtime_error when the program cannot be started.
  explicit Process(Command command);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  int pid() const;

  /// Waits for a line of standard output or error that is as wished, those that came before
  /// included. Throws std::runtime_error with the output so far when the time is over or the
  /// process ends without one.
  std::string await_line(const std::function<bool(std::string_view)>& is_wished,
                         std::chrono::milliseconds timeout = patience);

  /// Likewise for a line that contains a text.
  std::string await_line_with(std::string_view text, std::chrono::milliseconds timeout = patience);

  /// What came so far.
  std::string output() const;
  std::string error_output() const;

  void send_signal(int signal);

  /// The exit status once the process has ended by itself, 128 + n when signal n ended it; nothing
  /// when the time is over first.
  std::optional<int> await_exit(std::chrono::milliseconds timeout);

  /// Ends it with SIGTERM, after the grace with SIGKILL, and returns the exit status.
  int stop(std::chrono::milliseconds grace = patience);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

struct Finished {
  int status = 0;
  std::string output;
  std::string error_output;
};

/// Runs a program to its end. Throws std::runtime_error when it takes too long.
Finished run(Command command, std::chrono::milliseconds timeout = patience);

}  // namespace support
