#include "core/plugin/describe.hpp"
#include "core/plugin/facts.hpp"

namespace core::plugin {
namespace {

/// A cell of a table, in which a bar must be escaped.
std::string cell(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '|') safe += '\\';
    safe += c;
  }
  return safe;
}

std::string code(const std::string& text) { return text.empty() ? "" : "`" + cell(text) + "`"; }

std::string row(std::initializer_list<std::string> cells) {
  std::string text = "|";
  for (const std::string& content : cells) text += " " + content + " |";
  return text + "\n";
}

std::string head(std::initializer_list<std::string> cells) {
  std::string rule = "|";
  for (std::size_t i = 0; i < cells.size(); ++i) rule += " --- |";
  return "\n" + row(cells) + rule + "\n";
}

std::string options_of(const vex_plugin& plugin) {
  if (*plugin.options == nullptr) return {};
  std::string text = head({"Option", "Type", "Values", "Meaning"});
  for (const vex_option* const* option = plugin.options; *option != nullptr; ++option) {
    text += row({code((*option)->name), cell(type_of(**option)), cell(values_of(**option)),
                 cell((*option)->help)});
  }
  return text;
}

std::string metrics_of(const vex_plugin& plugin) {
  if (*plugin.metrics == nullptr) return {};
  std::string text = head({"Metric", "Type", "Meaning"});
  for (const vex_metric* const* metric = plugin.metrics; *metric != nullptr; ++metric) {
    text += row({code(series_of(**metric)), type_of(**metric), cell((*metric)->help)});
  }
  return text;
}

std::string rules_of(const vex_plugin& plugin) {
  if (*plugin.rules == nullptr) return {};
  std::string text =
      head({"Rule", "Severity", "Limit", "For", "Keep firing", "Broken when", "Clause"});
  for (const vex_rule* const* rule = plugin.rules; *rule != nullptr; ++rule) {
    const vex_rule& r = **rule;
    text += row({code(r.id), severity_of(r), cell(limit_of(r)), r.hold, r.keep_firing, cell(r.help),
                 cell(r.clause)});
  }
  return text;
}

std::string section_of(const vex_plugin& plugin) {
  std::string text = "\n### " + std::string(plugin.id) + "\n\n" + plugin.summary + ".\n";
  if (plugin.probe != nullptr) text += "\nReads " + claims_of(*plugin.probe) + ".\n";
  if (*plugin.after != nullptr) text += "\nRuns after " + joined(plugin.after) + ".\n";
  return text + options_of(plugin) + metrics_of(plugin) + rules_of(plugin);
}

std::string title_of(Kind kind) {
  switch (kind) {
    case Kind::probe:
      return "Probes";
    case Kind::analyzer:
      return "Analyzers";
    case Kind::sink:
      return "Sinks";
  }
  return {};
}

}  // namespace

std::string markdown(const Registry& registry) {
  std::string text =
      "# Reference of the plugins\n\n"
      "Made from the tables of the plugins themselves. Every metric has the labels `project` and "
      "`id` as well.\n";
  if (const vex_plugin* core = registry.core()) {
    text += "\n## Of every stream\n\n" + std::string(core->summary) + ".\n" + metrics_of(*core) +
            rules_of(*core);
  }
  for (const Kind kind : {Kind::probe, Kind::analyzer, Kind::sink}) {
    text += "\n## " + title_of(kind) + "\n";
    for (const Entry& entry : registry.plugins()) {
      if (entry.kind == kind) text += section_of(*entry.plugin);
    }
  }
  return text;
}

}  // namespace core::plugin
