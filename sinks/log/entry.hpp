// The contents of one log line, independent of its format.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <vex/cpp/text.hpp>

namespace sinks::log {

enum class Level { info = 1, warning, error };

std::string_view name_of(Level level) noexcept;

/// Non-finite numbers and empty texts are left out. `monostate` means explicitly unknown: `null`.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string_view,
                           std::span<const vex_pair>>;

struct Field {
  std::string_view key;
  Value value;
};

/// Texts are borrowed for as long as the entry is used.
struct Entry {
  vex::Nanos unix_time{};
  Level level = Level::info;
  std::string_view event;  // "state", "finding", "run_end", "check", "summary"
  std::vector<Field> fields{};

  void add(std::string_view key, Value value) { fields.push_back({key, value}); }
};

/// Whether a field has a value to show.
bool says_something(const Value& value) noexcept;

/// "2026-01-31T12:00:00.123Z" (RFC 3339).
std::string rfc3339(vex::Nanos unix_time);

}  // namespace sinks::log
