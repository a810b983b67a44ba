// The exporter's own log: what it does and what went wrong with it. What it measures goes to sinks.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

namespace core::log {

enum class Level { debug = 1, info, warning, error };
enum class Format { console = 1, logfmt, json };

[[nodiscard]] std::string_view name_of(Level level) noexcept;
[[nodiscard]] std::optional<Level> level_of(std::string_view name) noexcept;
[[nodiscard]] std::optional<Format> format_of(std::string_view name) noexcept;

/// What a line is about: {"project", …}, {"id", …}, {"file", …}. Borrowed for the call.
struct Field {
  std::string_view key;
  std::string_view value;
};
using Fields = std::initializer_list<Field>;

struct Options {
  Level level = Level::info;
  Format format = Format::console;
  bool color = false;    // console only
  bool detached = true;  // written by a thread of its own, so that a blocked stderr stops nobody
};

/// Until it is called, lines of `info` and above go to stderr, undetached. [startup]
void configure(const Options& options);

/// Writes out what waits in the queue; lines behind it are written at once. [startup]
void close();

/// Whether a line of this level would be written: spares the making of one. [thread-safe]
[[nodiscard]] bool is_enabled(Level level) noexcept;

/// Writes one line. The caller has removed secrets; control characters and line breaks are escaped
/// here. Never throws, never blocks once the log is detached: when 4,096 lines wait, further ones
/// are dropped and counted. [thread-safe]
void write(Level level, std::string_view sentence, Fields fields = {}) noexcept;

inline void debug(std::string_view sentence, Fields fields = {}) noexcept {
  write(Level::debug, sentence, fields);
}
inline void info(std::string_view sentence, Fields fields = {}) noexcept {
  write(Level::info, sentence, fields);
}
inline void warning(std::string_view sentence, Fields fields = {}) noexcept {
  write(Level::warning, sentence, fields);
}
inline void error(std::string_view sentence, Fields fields = {}) noexcept {
  write(Level::error, sentence, fields);
}

}  // namespace core::log
