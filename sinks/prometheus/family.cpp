#include "sinks/prometheus/family.hpp"

#include <unordered_set>

#include "sinks/prometheus/escape.hpp"

namespace sinks::prometheus {
namespace {

std::string_view suffix_of(Kind kind) {
  if (kind == Kind::counter) return "_total";
  if (kind == Kind::info) return "_info";
  return "";
}

bool has_suffix(const Family& family) {
  const auto suffix = suffix_of(family.kind);
  return family.name.size() > suffix.size() && family.name.ends_with(suffix);
}

/// OpenMetrics names the family without the suffix that its samples carry.
std::string_view stem(const Family& family) {
  const std::string_view name = family.name;
  return name.substr(0, name.size() - suffix_of(family.kind).size());
}

std::string_view type_name(Kind kind, Form form) {
  const bool openmetrics = form == Form::openmetrics;
  switch (kind) {
    case Kind::gauge:
      return "gauge";
    case Kind::counter:
      return "counter";
    case Kind::info:
      return openmetrics ? "info" : "gauge";
    case Kind::histogram:
      return "histogram";
    case Kind::untyped:
      break;
  }
  return openmetrics ? "unknown" : "untyped";
}

/// OpenMetrics requires a family's name to end in its unit, and an info to have none.
bool shows_unit(const Family& family, std::string_view name) {
  return !family.unit.empty() && family.kind != Kind::info && name.size() > family.unit.size() &&
         name.ends_with(family.unit) && name[name.size() - family.unit.size() - 1] == '_';
}

void write_line(Writer& to, std::string_view what, std::string_view name, std::string_view text) {
  to.put("# ");
  to.put(what);
  to.put(" ");
  to.put(name);
  to.put(" ");
  to.put(text);
  to.put("\n");
}

}  // namespace

void resolve_openmetrics_names(std::vector<Family>& families) {
  std::unordered_set<std::string_view> taken;
  const auto keeps_full_name = [](const Family& family) {
    return suffix_of(family.kind).empty() || !has_suffix(family);
  };
  for (const Family& family : families) {
    if (keeps_full_name(family)) taken.insert(family.name);
  }
  for (Family& family : families) {
    if (suffix_of(family.kind).empty()) continue;
    if (!has_suffix(family) || !taken.insert(stem(family)).second) family.kind = Kind::untyped;
  }
}

void write_heading(Writer& to, const Family& family, Form form) {
  const bool openmetrics = form == Form::openmetrics;
  const std::string_view name = openmetrics ? stem(family) : std::string_view(family.name);
  write_line(to, "HELP", name, escaped_help(family.help, openmetrics));
  write_line(to, "TYPE", name, type_name(family.kind, form));
  if (openmetrics && shows_unit(family, name)) write_line(to, "UNIT", name, family.unit);
}

}  // namespace sinks::prometheus
