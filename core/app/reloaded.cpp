#include "core/app/reloaded.hpp"

#include <sstream>

#include "core/log/log.hpp"

namespace core::app {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string restart_sentence(const Reloaded& reloaded) {
  return "What only a restart changes was kept as it was: " + joined(reloaded.kept) + ".";
}

}  // namespace

std::string text_of(const Reloaded& reloaded) {
  const auto& streams = reloaded.streams;
  std::ostringstream text;
  text << "The configuration was reloaded. Streams: " << streams.added << " added, "
       << streams.changed << " changed, " << streams.removed << " removed, " << streams.unchanged
       << " unchanged. Sinks: " << reloaded.sinks.started << " started, " << reloaded.sinks.stopped
       << " stopped.";
  if (!reloaded.kept.empty()) text << '\n' << restart_sentence(reloaded);
  return text.str();
}

void log_reload(const Reloaded& reloaded) {
  const auto& streams = reloaded.streams;
  log::info("the configuration was reloaded",
            {{"added", std::to_string(streams.added)},
             {"changed", std::to_string(streams.changed)},
             {"removed", std::to_string(streams.removed)},
             {"unchanged", std::to_string(streams.unchanged)},
             {"sinks_started", std::to_string(reloaded.sinks.started)},
             {"sinks_stopped", std::to_string(reloaded.sinks.stopped)}});
  if (!reloaded.kept.empty()) log::warning(restart_sentence(reloaded));
}

void log_discovered(const schedule::Scheduler::Changes& streams) {
  if (streams.added + streams.changed + streams.removed == 0) return;
  log::info("discovery has changed the list of streams",
            {{"added", std::to_string(streams.added)},
             {"changed", std::to_string(streams.changed)},
             {"removed", std::to_string(streams.removed)},
             {"unchanged", std::to_string(streams.unchanged)}});
}

void log_failed_reload(const std::string& problems) {
  log::error("the configuration could not be reloaded; the one in use stays");
  std::istringstream lines(problems);
  for (std::string line; std::getline(lines, line);) log::error(line);
}

}  // namespace core::app
