// Where lines go.
#pragma once

#include <cstdint>
#include <string_view>

namespace sinks::log {

/// All calls are for the sink's thread.
class Output {
 public:
  virtual ~Output() = default;

  /// Takes whole lines. What cannot be written is dropped and counted.
  virtual void write(std::string_view lines) = 0;

  /// Once a second, and before the end.
  virtual void settle() {}

  /// How many writes were dropped since the last call.
  [[nodiscard]] virtual std::uint64_t take_lost() = 0;
};

}  // namespace sinks::log
