// The plugins that a configuration may use: all that were found, or those of `plugins.load`.
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

  /// nullptr when there is no such plugin of that kind, or it is not allowed.
  [[nodiscard]] const vex_plugin* find(std::string_view id, plugin::Kind kind) const;

  /// The same for a name in the file: what is not found is a problem.
  [[nodiscard]] const vex_plugin* named(std::string_view id, plugin::Kind kind, Position at,
                                        const Path& path, Problems& problems) const;

  /// Why a plugin that `plugins.load` names is not there.
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

/// Options of a plugin out of a map of the file. Keys that the plugin does not know are problems.
[[nodiscard]] plugin::GivenOptions read_options(const vex_plugin& plugin, Section& section);

/// Reports options that are required and not given.
[[nodiscard]] bool has_required_options(const vex_plugin& plugin, const plugin::GivenOptions& given,
                                        Position at, const std::string& key, Problems& problems);

}  // namespace core::config
