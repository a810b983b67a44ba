// The surroundings of a check that was requested by somebody.
#pragma once

#include <string_view>

#include "core/pipeline/surroundings.hpp"

namespace core::schedule {

/// The requester sees the result. Sinks are told of watched streams only, because nobody would tell
/// them when the findings of such a check have ended.
class Unheard final : public pipeline::Surroundings {
 public:
  explicit Unheard(pipeline::Surroundings& around) : around_(around) {}

  [[nodiscard]] vex_time now() const noexcept override { return around_.now(); }
  [[nodiscard]] std::int64_t unix_now() const noexcept override { return around_.unix_now(); }
  void log(std::uint32_t level, const vex_target* target, std::string_view plugin,
           std::string_view line) override {
    around_.log(level, target, plugin, line);
  }
  void publish(const pipeline::TargetPtr&, const vex_record&) override {}
  void count_events(std::uint64_t count) noexcept override { around_.count_events(count); }

 private:
  pipeline::Surroundings& around_;
};

}  // namespace core::schedule
