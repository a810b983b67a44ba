// Suppresses repeated failures.
#pragma once

#include <string>
#include <unordered_map>
#include <vex/vex.hpp>

namespace sinks::log {

/// A stream that is gone for a day fails a thousand times for the same reason, which is worth one
/// line.
class Repetition {
 public:
  /// Whether the stream's last failure was a different one, or it has been up since.
  bool is_news(const vex::Target& target, const vex::RunEnd& end);

  /// The stream is up: its next failure is news.
  void forget(const vex::Target& target);

 private:
  std::unordered_map<std::string, std::string> told_;  // the cause, by stream
};

}  // namespace sinks::log
