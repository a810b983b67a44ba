#include "core/log/line.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <vex/cpp/utf8.hpp>

namespace core::log {
namespace {

namespace utf8 = vex::utf8;

/// Calls `take(sequence, code)` for every character; bytes that are not UTF-8 come as U+FFFD.
template <class Take>
void for_each_character(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::size_t length = utf8::sequence_length(text);
    const std::string_view sequence = length == 0 && text.front() != '\0'
                                          ? utf8::replacement_character
                                          : text.substr(0, std::max<std::size_t>(length, 1));
    take(sequence, utf8::code_point(sequence));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
}

void append_escaped(std::string& line, std::string_view text) {
  for_each_character(text, [&line](std::string_view sequence, std::uint32_t code) {
    if (code == '"' || code == '\\') line += '\\';
    if (code == '\n') {
      line += "\\n";
    } else if (utf8::is_printable(code)) {
      line += sequence;
    } else {
      std::array<char, 12> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", code);
      line += escape.data();
    }
  });
}

void append_quoted(std::string& line, std::string_view text) {
  line += '"';
  append_escaped(line, text);
  line += '"';
}

bool needs_quotes(std::string_view value) {
  bool needs = value.empty();
  for_each_character(value, [&needs](std::string_view, std::uint32_t code) {
    needs = needs || code == ' ' || code == '"' || code == '=' || code == '\\' ||
            !utf8::is_printable(code);
  });
  return needs;
}

void append_logfmt(std::string& line, std::string_view key, std::string_view value) {
  if (!line.empty()) line += ' ';
  line.append(key).append("=");
  if (needs_quotes(value)) {
    append_quoted(line, value);
  } else {
    append_escaped(line, value);
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

// For people: local wall clock, the sentence first, the fields after it.
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
  line += plain_text(sentence);
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

std::string plain_text(std::string_view text) {
  std::string plain;
  for_each_character(text, [&plain](std::string_view sequence, std::uint32_t code) {
    plain += utf8::is_printable(code) ? sequence : " ";
  });
  return plain;
}

}  // namespace core::log
