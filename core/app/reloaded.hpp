// The result of a reload, in words.
#pragma once

#include <string>
#include <vector>

#include "core/app/sink_set.hpp"
#include "core/schedule/scheduler.hpp"

namespace core::app {

struct Reloaded {
  schedule::Scheduler::Changes streams;
  SinkSet::Changes sinks;
  std::vector<std::string> kept;  // keys that only a restart changes
};

/// For people: "3 streams added, 1 changed, 2 removed, 9994 unchanged; …".
[[nodiscard]] std::string text_of(const Reloaded& reloaded);

void log_reload(const Reloaded& reloaded);

/// Logs that another list of targets was applied.
void log_discovered(const schedule::Scheduler::Changes& streams);

/// `problems`: one per line.
void log_failed_reload(const std::string& problems);

}  // namespace core::app
