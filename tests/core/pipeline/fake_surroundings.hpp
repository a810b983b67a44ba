// A clock by hand, and ears for everything that leaves a stream.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/pipeline/record.hpp"
#include "core/pipeline/surroundings.hpp"

namespace core::pipeline {

class FakeSurroundings : public Surroundings {
 public:
  [[nodiscard]] vex_time now() const noexcept override { return time; }
  [[nodiscard]] std::int64_t unix_now() const noexcept override { return 1'000'000 + time; }
  void log(std::uint32_t, const vex_target*, std::string_view plugin,
           std::string_view line) override {
    lines.push_back(std::string(plugin) + " " + std::string(line));
  }
  void publish(const TargetPtr& target, const vex_record& record) override {
    records.push_back(std::make_shared<const Record>(target, record));
  }
  [[nodiscard]] std::vector<RecordPtr> claim_findings(const vex_target&) override {
    return std::exchange(told, {});
  }
  void count_events(std::uint64_t count) noexcept override { events += count; }

  vex_time time = 1'000'000'000'000;
  std::vector<std::string> lines;
  std::vector<RecordPtr> records;
  std::vector<RecordPtr> told;  // by the process before
  std::uint64_t events = 0;
};

}  // namespace core::pipeline
