// /api/v1/streams: all streams, or the requested ones, as JSON.
#pragma once

#include "core/web/message.hpp"

namespace core::web {

class SnapshotSource;

class StreamsPage {
 public:
  explicit StreamsPage(SnapshotSource& source) : source_(&source) {}

  /// Query: project, id, state (up, down, unknown), metrics=true. 400 for an unknown state.
  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  SnapshotSource* source_;
};

}  // namespace core::web
