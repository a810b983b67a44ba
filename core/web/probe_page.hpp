// /probe?target=&module=: one run, for scraping targets one by one.
#pragma once

#include <atomic>
#include <memory>

#include "core/web/message.hpp"

namespace core::web {

class ProbeRunner;

class ProbePage {
 public:
  /// At most `concurrency` runs at a time, so that threads are left for other pages.
  explicit ProbePage(ProbeRunner& runner, int concurrency = 16);

  /// 200 with probe_success 0 for a stream that is down; 400 without a target, for an unknown
  /// module or a target that no probe can read; 403 for a target that is not allowed; 503 if too
  /// many are already running.
  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  ProbeRunner* runner_;
  int concurrency_;
  std::shared_ptr<std::atomic<int>> running_;
};

}  // namespace core::web
