#include "core/config/plugins.hpp"

#include <algorithm>

#include "core/config/nearest.hpp"

namespace core::config {

using plugin::Kind;

Plugins::Plugins(const plugin::Registry& registry, std::optional<std::vector<std::string>> allowed)
    : registry_(registry), allowed_(std::move(allowed)) {
  for (const Kind kind : {Kind::probe, Kind::analyzer, Kind::sink}) by_kind_[kind];
  for (const plugin::Entry& entry : registry.plugins()) {
    if (!is_allowed(entry.plugin->id)) continue;
    by_kind_[entry.kind].push_back(entry.plugin);
    add_rules(*entry.plugin);
  }
  if (core() != nullptr) add_rules(*core());
}

void Plugins::add_rules(const vex_plugin& plugin) {
  for (const vex_rule* const* row = plugin.rules; *row != nullptr; ++row) {
    rules_.emplace((*row)->id, *row);
  }
}

const vex_plugin* Plugins::find(std::string_view id, Kind kind) const {
  for (const vex_plugin* plugin : of(kind)) {
    if (id == plugin->id) return plugin;
  }
  return nullptr;
}

const vex_plugin* Plugins::named(std::string_view id, Kind kind, Position at, const Path& path,
                                 Problems& problems) const {
  const vex_plugin* plugin = find(id, kind);
  if (plugin == nullptr) problems.add(at, path, why_not(id, kind));
  return plugin;
}

const std::vector<const vex_plugin*>& Plugins::of(Kind kind) const { return by_kind_.at(kind); }

bool Plugins::is_allowed(std::string_view id) const {
  return !allowed_ || std::find(allowed_->begin(), allowed_->end(), id) != allowed_->end();
}

std::string Plugins::why_not(std::string_view id, Kind kind) const {
  const std::string name = in_quotes(id);
  const std::string wanted(name_of(kind));
  if (const plugin::Entry* entry = registry_.find(id)) {
    if (entry->kind != kind) {
      return name + " is a plugin of the kind " + std::string(name_of(entry->kind)) + ", not " +
             wanted;
    }
    return "the " + wanted + " " + name + " is not among plugins.load";
  }
  if (const plugin::Problem* problem = problem_of(id)) {
    return "the " + wanted + " " + name + " could not be loaded: " + problem->sentence;
  }
  std::vector<std::string_view> ids;
  for (const vex_plugin* plugin : of(kind)) ids.emplace_back(plugin->id);
  return "there is no " + wanted + " " + name + "; " + suggestion(id, ids);
}

std::string Plugins::why_not_loaded(std::string_view id) const {
  const std::string name = in_quotes(id);
  if (const plugin::Problem* problem = problem_of(id)) {
    return "the plugin " + name + " could not be loaded: " + problem->sentence;
  }
  std::vector<std::string_view> ids;
  for (const plugin::Entry& entry : registry_.plugins()) ids.emplace_back(entry.plugin->id);
  return "there is no plugin " + name + "; " + suggestion(id, ids);
}

/// A shared object that could not even report its id is identified by its file name.
const plugin::Problem* Plugins::problem_of(std::string_view id) const {
  for (const plugin::Problem& problem : registry_.problems()) {
    if (problem.id == id || (problem.id.empty() && problem.file.stem() == id)) return &problem;
  }
  return nullptr;
}

plugin::GivenOptions read_options(const vex_plugin& plugin, Section& section) {
  plugin::GivenOptions given;
  for (const vex_option* const* row = plugin.options; *row != nullptr; ++row) {
    if (auto value = section.read(**row)) given.emplace(*row, *std::move(value));
  }
  return given;
}

bool has_required_options(const vex_plugin& plugin, const plugin::GivenOptions& given, Position at,
                          const std::string& key, Problems& problems) {
  const auto missing = plugin::missing_options(plugin, given);
  for (const vex_option* row : missing) {
    problems.add(
        at, key,
        "the option \"" + std::string(row->name) + "\" of \"" + plugin.id + "\" is required");
  }
  return missing.empty();
}

}  // namespace core::config
