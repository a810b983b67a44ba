#include "core/log/line.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace core::log {
namespace {

void append_escaped(std::string& line, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (c == '\n') {
      line += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "\\u%04x", byte);
      line += code.data();
    } else {
      line += c;
    }
  }
}

void append_quoted(std::string& line, std::string_view text) {
  line += '"';
  append_escaped(line, text);
  line += '"';
}

bool needs_quotes(std::string_view value) {
  const auto odd = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || c == '"' || c == '=' || c == '\\' || byte == 0x7f;
  };
  return value.empty() || std::any_of(value.begin(), value.end(), odd);
}

void append_logfmt(std::string& line, std::string_view key, std::string_view value) {
  if (!line.empty()) line += ' ';
  line.append(key).append("=");
  if (needs_quotes(value)) {
    append_quoted(line, value);
  } else {
    line.append(value);
  }
}

void append_json(std::string& line, std::string_view key, std::string_view value) {
  line += line.empty() ? '{' : ',';
  append_quoted(line, key);
  line += ':';
  append_quoted(line, value);
}

std::string_view color_of(Level level) {
  switch (level) {
    case Level::error:
      return "\x1b[31m";
    case Level::warning:
      return "\x1b[33m";
    case Level::debug:
      return "\x1b[2m";
    default:
      return "";
  }
}

void append_plain(std::string& line, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    line += byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
}

// A person reads it: local wall clock, the sentence first, what it is about behind it.
std::string console_line(const Options& options, UnixTime time, Level level,
                         std::string_view sentence, Fields fields) {
  const std::time_t whole = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(time));
  std::tm local{};
  localtime_r(&whole, &local);
  std::array<char, 16> clock{};
  std::strftime(clock.data(), clock.size(), "%H:%M:%S", &local);

  std::string line = clock.data();
  const std::string_view color = options.color ? color_of(level) : std::string_view{};
  line += ' ';
  line.append(color).append(name_of(level));
  if (!color.empty()) line += "\x1b[0m";
  line.append(8 - name_of(level).size(), ' ');
  append_plain(line, sentence);
  std::string context;
  for (const Field& field : fields) append_logfmt(context, field.key, field.value);
  if (!context.empty()) line.append("  ").append(context);
  return line;
}

}  // namespace

std::string rfc3339(UnixTime time) {
  const std::time_t whole = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(time));
  std::tm utc{};
  gmtime_r(&whole, &utc);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  const auto millis =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
  std::snprintf(text.data() + size, text.size() - size, ".%03dZ", static_cast<int>(millis));
  return text.data();
}

std::string line_of(const Options& options, UnixTime time, Level level, std::string_view sentence,
                    Fields fields) {
  if (options.format == Format::console) {
    return console_line(options, time, level, sentence, fields);
  }
  const bool is_json = options.format == Format::json;
  const auto append = is_json ? append_json : append_logfmt;
  std::string line;
  append(line, "time", rfc3339(time));
  append(line, "level", name_of(level));
  append(line, "message", sentence);
  for (const Field& field : fields) append(line, field.key, field.value);
  if (is_json) line += '}';
  return line;
}

}  // namespace core::log
