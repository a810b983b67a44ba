// The plugins that a configuration may use: all that were found, or those in `plugins.load`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/section.hpp"
#include "core/plugin/given.hpp"
#include "core/plugin/registry.hpp"

namespace core::config {

class Plugins {
 public:
  /// `allowed`: ids; none: every plugin of the registry.
  Plugins(const plugin::Registry& registry, std::optional<std::vector<std::string>> allowed);

  /// nullptr if there is no such plugin of that kind, or it is not allowed.
  [[nodiscard]] const vex_plugin* find(std::string_view id, plugin::Kind kind) const;

  /// The same for a name in the file; a missing plugin is a problem.
  [[nodiscard]] const vex_plugin* named(std::string_view id, plugin::Kind kind, Position at,
                                        const Path& path, Problems& problems) const;

  /// Why a plugin in `plugins.load` is missing.
  [[nodiscard]] std::string why_not_loaded(std::string_view id) const;

  /// The tables of the program itself; nullptr: there are none.
  [[nodiscard]] const vex_plugin* core() const noexcept { return registry_.core(); }

  /// Ordered by id.
  [[nodiscard]] const std::vector<const vex_plugin*>& of(plugin::Kind kind) const;

  [[nodiscard]] const std::map<std::string_view, const vex_rule*>& rules() const noexcept {
    return rules_;
  }

 private:
  void add_rules(const vex_plugin& plugin);
  [[nodiscard]] bool is_allowed(std::string_view id) const;
  [[nodiscard]] std::string why_not(std::string_view id, plugin::Kind kind) const;
  [[nodiscard]] const plugin::Problem* problem_of(std::string_view id) const;

  const plugin::Registry& registry_;
  std::optional<std::vector<std::string>> allowed_;
  std::map<plugin::Kind, std::vector<const vex_plugin*>> by_kind_;
  std::map<std::string_view, const vex_rule*> rules_;
};

/// Reads the options of a plugin from a map in the file. Unknown keys are problems.
[[nodiscard]] plugin::GivenOptions read_options(const vex_plugin& plugin, Section& section);

/// Reports required options that are missing.
[[nodiscard]] bool has_required_options(const vex_plugin& plugin, const plugin::GivenOptions& given,
                                        Position at, const std::string& key, Problems& problems);

}  // namespace core::config
