// The exporter's own log: what it does and what goes wrong with it. Measurements go to sinks.
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
  bool detached = true;  // written by a separate thread, so that a blocked stderr stops nobody
};

/// Until this is called, lines of `info` and above go directly to stderr. [startup]
void configure(const Options& options);

/// Writes what waits in the queue; later lines are written at once. [startup]
void close();

/// Whether a line of this level would be written; avoids building one in vain. [thread-safe]
[[nodiscard]] bool is_enabled(Level level) noexcept;

/// Writes one line. The caller has removed secrets; control characters and line breaks are escaped
/// here. Never throws, and never blocks once the log is detached: when 4,096 lines are waiting,
/// further ones are dropped and counted. [thread-safe]
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
