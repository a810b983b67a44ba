// Where targets come from, and the results of asking there.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "core/config/config.hpp"
#include "core/discovery/targets.hpp"

namespace core::discovery {

using TargetsPtr = std::shared_ptr<const Targets>;

/// The last good list of a source, and its figures. [thread-safe]
class Source {
 public:
  /// `on_news` is called on the source's own thread when the list has changed, and after the first
  /// attempt whatever its result.
  using OnNews = std::function<void()>;

  explicit Source(OnNews on_news) : on_news_(std::move(on_news)) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  [[nodiscard]] virtual const config::DiscoverySource& settings() const noexcept = 0;

  /// Never null: empty before the first success.
  [[nodiscard]] TargetsPtr latest() const;

  struct Figures {
    bool was_tried = false;
    std::uint64_t failures = 0;
    double last_success_seconds = 0;  // UNIX time; 0: none yet
  };
  [[nodiscard]] Figures figures() const;

  /// Starts with the results of its predecessor of the same name.
  void inherit(const Source& former);

 protected:
  /// Records the result of a request. `targets` is null if the list is unchanged; `complaint` is
  /// empty on success and contains no secret.
  void update(TargetsPtr targets, const std::string& complaint = {});

 private:
  const OnNews on_news_;
  mutable std::mutex mutex_;
  TargetsPtr latest_ = std::make_shared<const Targets>();
  Figures figures_;
  std::string complaint_;  // the last one reported, so that it is not repeated every minute
};

}  // namespace core::discovery
