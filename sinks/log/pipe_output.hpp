// Writes lines to a descriptor whose reader may be slow: standard output.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "sinks/log/output.hpp"

namespace sinks::log {

/// Never waits long: what a reader does not accept stays in a bounded buffer, so that a stopped
/// terminal cannot keep the exporter from ending.
class PipeOutput final : public Output {
 public:
  /// `descriptor` still belongs to its owner. A call waits for a reader for at most `patience`, and
  /// not at all if the reader has accepted nothing since such a wait was in vain.
  explicit PipeOutput(int descriptor,
                      std::chrono::milliseconds patience = std::chrono::milliseconds(200))
      : descriptor_(descriptor), patience_(patience) {}

  void write(std::string_view lines) override;
  void settle() override { drain(); }
  std::uint64_t take_lost() override;

 private:
  bool is_ready();
  void drain();

  int descriptor_;
  std::chrono::milliseconds patience_;
  bool is_stuck_ = false;
  std::string waiting_;
  std::uint64_t lost_ = 0;
};

}  // namespace sinks::log
