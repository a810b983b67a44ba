// A stream's identity as plugins see it, owning its texts.
#pragma once

#include <vex/plugin.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace core::pipeline {

struct TargetTexts {
  std::string project;
  std::string id;
  std::string name;
  std::string url;  // redacted
  std::string scheme;
  std::string host;
  std::uint32_t port = 0;
  std::vector<std::pair<std::string, std::string>> labels;
};

/// Immutable; shared by the stream, its snapshots, and records waiting in queues.
class Target {
 public:
  explicit Target(TargetTexts texts);
  Target(const Target&) = delete;

  [[nodiscard]] const vex_target& abi() const noexcept { return abi_; }

 private:
  const TargetTexts texts_;
  std::vector<vex_pair> labels_;
  vex_target abi_;
};

using TargetPtr = std::shared_ptr<const Target>;

}  // namespace core::pipeline
