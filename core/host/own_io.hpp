// vex.own_io/1: what a probe that does its own input and output is told, and what it reports.
#pragma once

#include <vex/service/own_io.h>

#include <atomic>
#include <vector>

#include "core/net/options.hpp"

namespace core::host {

/// One run of a blocking probe.
class OwnIo {
 public:
  /// `options` outlives it.
  explicit OwnIo(const net::NetOptions& options);
  OwnIo(const OwnIo&) = delete;
  OwnIo& operator=(const OwnIo&) = delete;

  [[nodiscard]] const vex_io_settings& settings() const noexcept { return settings_; }

  /// [thread-safe]
  void count_received(std::uint64_t bytes, vex_time now) noexcept;

  /// Whether it has reported any bytes, how many, and when the last ones arrived. [thread-safe]
  [[nodiscard]] bool is_counted() const noexcept { return arrival() != 0; }
  [[nodiscard]] std::uint64_t received() const noexcept {
    return received_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] vex_time arrival() const noexcept {
    return arrival_.load(std::memory_order_relaxed);
  }

 private:
  std::vector<vex_pair> headers_;
  vex_io_settings settings_;
  std::atomic<std::uint64_t> received_{0};
  std::atomic<vex_time> arrival_{0};
};

}  // namespace core::host
