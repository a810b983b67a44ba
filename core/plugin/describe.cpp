#include "core/plugin/describe.hpp"

#include <algorithm>

#include "core/plugin/facts.hpp"

namespace core::plugin {
namespace {

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

template <class Row, class Write>
void add_part(std::string& text, const char* title, const Row* const* rows, Write write) {
  if (*rows == nullptr) return;
  text.append("\n").append(title).append("\n");
  for (; *rows != nullptr; ++rows) write(**rows);
}

void add_line(std::string& text, const std::string& head, const std::string& about) {
  text += "  " + head + "\n      " + about + "\n";
}

void add_facts(std::string& text, const Entry& entry) {
  const vex_plugin& plugin = *entry.plugin;
  if (plugin.probe != nullptr) text += "Reads: " + claims_of(*plugin.probe) + "\n";
  if (*plugin.after != nullptr) text += "Runs after: " + joined(plugin.after) + "\n";
  if (!entry.file.empty()) text += "File: " + entry.file.string() + "\n";
}

std::string described(const vex_rule& rule) {
  const std::string clause = rule.clause;
  return rule.help + (clause.empty() ? "" : " (" + clause + ")");
}

}  // namespace

std::string describe_list(const Registry& registry) {
  std::size_t id_width = 0;
  std::size_t version_width = 0;
  for (const Entry& entry : registry.plugins()) {
    id_width = std::max(id_width, std::string_view(entry.plugin->id).size());
    version_width = std::max(version_width, std::string_view(entry.plugin->version).size());
  }
  std::string text;
  for (const Entry& entry : registry.plugins()) {
    text += padded(std::string(name_of(entry.kind)), 10) + padded(entry.plugin->id, id_width + 2) +
            padded(entry.plugin->version, version_width + 2) + entry.plugin->summary + "\n";
  }
  if (registry.problems().empty()) return text;
  text += "\nNot loaded:\n";
  for (const Problem& problem : registry.problems()) text += "  " + problem.sentence + "\n";
  return text;
}

std::string describe(const Entry& entry) {
  const vex_plugin& plugin = *entry.plugin;
  std::string text = std::string(plugin.id) + " " + plugin.version + " (" +
                     std::string(name_of(entry.kind)) + ")\n" + plugin.summary + "\n";
  add_facts(text, entry);
  add_part(text, "Options", plugin.options, [&](const vex_option& row) {
    add_line(text, std::string(row.name) + ": " + type_of(row) + ", " + values_of(row), row.help);
  });
  add_part(text, "Metrics", plugin.metrics, [&](const vex_metric& row) {
    add_line(text, series_of(row) + ": " + type_of(row), row.help);
  });
  add_part(text, "Rules", plugin.rules, [&](const vex_rule& row) {
    add_line(text,
             std::string(row.id) + ": " + severity_of(row) + ", limit " + limit_of(row) + ", for " +
                 row.hold + ", keep_firing " + row.keep_firing,
             described(row));
  });
  return text;
}

}  // namespace core::plugin
