#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process/process.hpp"

namespace support {

/// A live HLS origin that breaks on demand: the first folder of a path says how (live_hls.py).
/// Media of clips of 8 s over and over, in segments of 2 s and parts of 0.5 s.
class LiveHls {
 public:
  /// It plays for so long, and keeps all of that in memory.
  explicit LiveHls(const std::vector<std::filesystem::path>& clips,
                   std::chrono::seconds length = std::chrono::minutes(5));

  /// "/plain/live.m3u8" here.
  std::string url(std::string_view name) const;

  /// How often `what` was asked for of that name: "playlist", "blocking", "part", ...
  std::uint64_t count(const std::string& name, const std::string& what) const;

  /// Waits until it was asked for at least so often; false when it never is.
  bool await_count(const std::string& name, const std::string& what, std::uint64_t least) const;

 private:
  std::unique_ptr<Process> server_;
  std::uint16_t port_ = 0;
};

}  // namespace support
