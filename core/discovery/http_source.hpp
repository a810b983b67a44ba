// Targets from a server: http_sd.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "core/discovery/source.hpp"
#include "core/net/options.hpp"

namespace core::net {
class Net;
}

namespace core::discovery {

/// Polls on a thread of its own, so that a slow server delays nobody.
class HttpSource final : public Source {
 public:
  /// `net` outlives the source.
  HttpSource(config::HttpDiscovery settings, net::Net& net, OnNews on_news);
  ~HttpSource() override;

  /// Starts polling. Must be the first call.
  void start();

  [[nodiscard]] const config::HttpDiscovery& settings() const noexcept override {
    return settings_;
  }

 private:
  void run(const std::stop_token& stop);
  void ask(const std::stop_token& stop);

  const config::HttpDiscovery settings_;
  const net::NetOptions options_;
  net::Net& net_;
  std::string etag_;             // of the last good list
  std::size_t fingerprint_ = 0;  // likewise
  bool has_list_ = false;
  std::mutex mutex_;
  std::condition_variable_any pause_;
  std::jthread thread_;
};

}  // namespace core::discovery
