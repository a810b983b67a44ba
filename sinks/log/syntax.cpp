#include "sinks/log/syntax.hpp"

#include <algorithm>

#include "sinks/log/escape.hpp"

namespace sinks::log {
namespace {

std::string json_string(std::string_view text) { return '"' + json_escaped(text) + '"'; }

std::string json_object(std::span<const vex_pair> pairs) {
  std::string object;
  for (const vex_pair& pair : pairs) {
    object += object.empty() ? "{" : ",";
    object += json_string(vex::text(pair.key)) + ":" + json_string(vex::text(pair.value));
  }
  return object + "}";
}

struct JsonValue {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(bool is_true) const { return is_true ? "true" : "false"; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const { return number_text(number); }
  std::string operator()(std::string_view text) const { return json_string(text); }
  std::string operator()(std::span<const vex_pair> pairs) const { return json_object(pairs); }
};

std::string logfmt_text(std::string_view text) {
  const bool is_bare = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c <= '~' && c != '"' && c != '=' && c != '\\';
  });
  return is_bare ? std::string(text) : json_string(text);
}

/// logfmt has no way to quote a key.
std::string logfmt_key(std::string_view text) {
  std::string key(text);
  std::replace_if(
      key.begin(), key.end(),
      [](char c) { return c <= ' ' || c > '~' || c == '"' || c == '=' || c == '\\'; }, '_');
  return key;
}

void append_logfmt(std::string& line, std::string_view key, const std::string& value) {
  if (!line.empty()) line += ' ';
  line.append(key).append("=").append(value);
}

void append_logfmt(std::string& line, const Field& field) {
  if (const auto* pairs = std::get_if<std::span<const vex_pair>>(&field.value)) {
    for (const vex_pair& pair : *pairs) {
      const std::string key = std::string(field.key) + "_" + logfmt_key(vex::text(pair.key));
      append_logfmt(line, key, logfmt_text(vex::text(pair.value)));
    }
  } else if (const auto* text = std::get_if<std::string_view>(&field.value)) {
    append_logfmt(line, field.key, logfmt_text(*text));
  } else {
    append_logfmt(line, field.key, std::visit(JsonValue{}, field.value));
  }
}

/// The fields that every entry starts with, then its own.
std::vector<Field> all_fields(const Entry& entry, std::string_view time) {
  std::vector<Field> fields{
      {"time", time}, {"level", name_of(entry.level)}, {"event", entry.event}};
  std::copy_if(entry.fields.begin(), entry.fields.end(), std::back_inserter(fields),
               [](const Field& field) { return says_something(field.value); });
  return fields;
}

}  // namespace

std::string json_line(const Entry& entry) {
  const std::string time = rfc3339(entry.unix_time);
  std::string line;
  for (const Field& field : all_fields(entry, time)) {
    line += line.empty() ? '{' : ',';
    line += json_string(field.key) + ":" + std::visit(JsonValue{}, field.value);
  }
  return line + "}\n";
}

std::string logfmt_line(const Entry& entry) {
  const std::string time = rfc3339(entry.unix_time);
  std::string line;
  for (const Field& field : all_fields(entry, time)) append_logfmt(line, field);
  return line + "\n";
}

}  // namespace sinks::log
