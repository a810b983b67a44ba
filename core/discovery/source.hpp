// Where targets come from, and what has become of asking there.
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
  /// `on_news` is called, on the source's own thread, when there is another list, and after the
  /// first try however it ended.
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

  /// Begins with what another has had: one of the same name, which this one comes after.
  void inherit(const Source& former);

 protected:
  /// It was asked. `targets` is null where there is no other list than before; `complaint` is empty
  /// when all went well, and holds no secret.
  void update(TargetsPtr targets, const std::string& complaint = {});

 private:
  const OnNews on_news_;
  mutable std::mutex mutex_;
  TargetsPtr latest_ = std::make_shared<const Targets>();
  Figures figures_;
  std::string complaint_;  // said last, so that it is not repeated every minute
};

}  // namespace core::discovery
