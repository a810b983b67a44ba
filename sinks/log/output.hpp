// The destination of lines.
#pragma once

#include <cstdint>
#include <string_view>

namespace sinks::log {

/// To be called on the sink's thread only.
class Output {
 public:
  virtual ~Output() = default;

  /// Takes complete lines. What cannot be written is dropped and counted.
  virtual void write(std::string_view lines) = 0;

  /// Called once a second, and before the end.
  virtual void settle() {}

  /// The number of writes dropped since the last call.
  [[nodiscard]] virtual std::uint64_t take_lost() = 0;
};

}  // namespace sinks::log
