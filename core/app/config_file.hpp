// The configuration file while the exporter runs.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>

#include "core/discovery/file_thread.hpp"

namespace core::app {

/// Notices when the file holds something else than was read last, however it got there: rewritten,
/// renamed into its place, or by another link, as Kubernetes does it.
class ConfigFile final : public discovery::FileReader {
 public:
  /// `is_in_use` tells whether a content of that fingerprint is what the exporter runs by.
  ConfigFile(const std::filesystem::path& file, std::function<bool(std::size_t)> is_in_use,
             std::function<void()> reload);

  [[nodiscard]] discovery::Folders folders() const override;
  [[nodiscard]] std::chrono::nanoseconds interval() const noexcept override;
  void read() override;

 private:
  const std::filesystem::path file_;
  const std::function<bool(std::size_t)> is_in_use_;
  const std::function<void()> reload_;
  std::optional<std::size_t> seen_;
};

}  // namespace core::app
