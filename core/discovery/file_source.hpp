// Targets in files: file_sd.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/discovery/file_thread.hpp"
#include "core/discovery/source.hpp"

namespace core::discovery {

/// The files that match, sorted by name.
[[nodiscard]] std::vector<std::filesystem::path> matching_files(
    const config::FileDiscovery& settings);

/// Both throw std::runtime_error with a message.
[[nodiscard]] std::string content_of(const std::filesystem::path& file);
[[nodiscard]] Targets read_target_file(const std::filesystem::path& file,
                                       const std::string& content);

/// The last readable contents of a file are kept for as long as the file exists.
class FileSource final : public Source, public FileReader {
 public:
  FileSource(config::FileDiscovery settings, OnNews on_news)
      : Source(std::move(on_news)), settings_(std::move(settings)) {}

  [[nodiscard]] const config::FileDiscovery& settings() const noexcept override {
    return settings_;
  }

  [[nodiscard]] Folders folders() const override;
  [[nodiscard]] std::chrono::nanoseconds interval() const noexcept override {
    return settings_.refresh_interval;
  }
  void read() override;

 private:
  struct File {
    std::size_t fingerprint = 0;
    TargetsPtr targets;  // null: not readable so far
  };

  static bool read_one(const std::filesystem::path& path, File& file);

  const config::FileDiscovery settings_;
  std::map<std::filesystem::path, File> files_;  // belongs to the file thread
};

}  // namespace core::discovery
