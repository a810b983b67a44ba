#include "core/log/log.hpp"

#include <Poco/AutoPtr.h>
#include <Poco/Logger.h>
#include <Poco/Message.h>

#include <array>
#include <atomic>

#include "core/log/line.hpp"
#include "core/log/stderr_channel.hpp"

namespace core::log {
namespace {

constexpr std::array<std::string_view, 5> level_names{"", "debug", "info", "warning", "error"};

Poco::Message::Priority priority_of(Level level) {
  switch (level) {
    case Level::debug:
      return Poco::Message::PRIO_DEBUG;
    case Level::warning:
      return Poco::Message::PRIO_WARNING;
    case Level::error:
      return Poco::Message::PRIO_ERROR;
    default:
      return Poco::Message::PRIO_INFORMATION;
  }
}

// The only global of the exporter. It is never destroyed, because threads may log while the process
// ends.
struct State {
  Options options;
  std::atomic<Level> level{Level::info};
  Poco::AutoPtr<StderrChannel> channel{new StderrChannel};
  Poco::Logger* logger = &Poco::Logger::create("video-exporter", channel);
};

State& state() {
  static auto* const the_log = new State;
  return *the_log;
}

}  // namespace

std::string_view name_of(Level level) noexcept {
  return level_names[static_cast<std::size_t>(level)];
}

std::optional<Level> level_of(std::string_view name) noexcept {
  if (name == "warn") return Level::warning;  // the spelling of exporters written in Go
  for (std::size_t i = 1; i < level_names.size(); ++i) {
    if (level_names[i] == name) return static_cast<Level>(i);
  }
  return std::nullopt;
}

std::optional<Format> format_of(std::string_view name) noexcept {
  if (name == "console") return Format::console;
  if (name == "logfmt") return Format::logfmt;
  if (name == "json") return Format::json;
  return std::nullopt;
}

void configure(const Options& options) {
  state().options = options;
  state().level = options.level;
  state().logger->setLevel(priority_of(options.level));
  if (options.detached) state().channel->open();
}

void close() { state().channel->close(); }

bool is_enabled(Level level) noexcept { return level >= state().level; }

void write(Level level, std::string_view sentence, Fields fields) noexcept {
  if (!is_enabled(level)) return;
  try {
    const auto now = std::chrono::system_clock::now();
    state().logger->log(Poco::Message("video-exporter",
                                      line_of(state().options, now, level, sentence, fields),
                                      priority_of(level)));
  } catch (...) {
    // Out of memory: the line is lost, but the caller continues.
  }
}

}  // namespace core::log
