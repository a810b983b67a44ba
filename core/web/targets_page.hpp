// /sd: the streams as targets, in the format of Prometheus' http_sd.
#pragma once

#include "core/web/message.hpp"

namespace core::web {

class SnapshotSource;

class TargetsPage {
 public:
  explicit TargetsPage(SnapshotSource& source) : source_(&source) {}

  /// One group per stream: its URL as displayed, its labels, project, id and name. Query: project.
  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  SnapshotSource* source_;
};

}  // namespace core::web
