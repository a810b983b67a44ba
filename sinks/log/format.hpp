// The formats of the log.
#pragma once

#include <memory>
#include <string>
#include <vex/vex.hpp>

#include "sinks/log/check.hpp"
#include "sinks/log/language.hpp"
#include "sinks/log/summary.hpp"

namespace sinks::log {

/// Each function returns complete lines, including the final line feed.
class Format {
 public:
  virtual ~Format() = default;

  [[nodiscard]] virtual std::string state(const vex::Record& record, const vex::State& state) = 0;
  [[nodiscard]] virtual std::string finding(const vex::Record& record,
                                            const vex::FindingChange& change) = 0;
  [[nodiscard]] virtual std::string run_end(const vex::Record& record, const vex::RunEnd& end) = 0;
  [[nodiscard]] virtual std::string check(vex::Nanos unix_time, const Check& check) = 0;
  [[nodiscard]] virtual std::string summary(vex::Nanos unix_time, const Summary& summary) = 0;
};

/// For people: the original exporter's block for a check, a sentence for everything else.
std::unique_ptr<Format> console_format(Language language);

/// For machines: both use the same keys, documented in docs/log.md.
std::unique_ptr<Format> json_format();
std::unique_ptr<Format> logfmt_format();

}  // namespace sinks::log
