// The configuration file while the exporter runs.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>

#include "core/discovery/file_thread.hpp"

namespace core::app {

/// Notices when the content of the file differs from what was read last, whether the file was
/// rewritten, renamed into place, or linked differently, as Kubernetes does.
class ConfigFile final : public discovery::FileReader {
 public:
  /// `is_in_use` returns whether the exporter currently runs with the content of that fingerprint.
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
