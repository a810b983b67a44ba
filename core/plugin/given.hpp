// What a user configures for a plugin, and the settings that follow from it and the plugin's
// tables.
#pragma once

#include <vex/plugin.h>

#include <map>
#include <optional>
#include <vector>

#include "core/plugin/option_value.hpp"
#include "core/plugin/settings.hpp"

namespace core::plugin {

/// The configured changes to a rule; the table provides the rest.
struct RuleChange {
  std::optional<bool> enabled{};
  std::optional<std::uint32_t> severity{};
  std::optional<double> limit{};
  std::optional<vex_nanos> hold{};
  std::optional<vex_nanos> keep_firing{};

  /// Applies `later`. A limit switches a disabled rule on again.
  void merge(const RuleChange& later);
};

using RuleChanges = std::map<const vex_rule*, RuleChange>;

/// By row of the option table.
using GivenOptions = std::map<const vex_option*, OptionValue>;

/// Required options that are missing.
[[nodiscard]] std::vector<const vex_option*> missing_options(const vex_plugin& plugin,
                                                             const GivenOptions& given);

/// The setting of a rule from its table and its changes. A rule that is off in its table is
/// switched on by a configured limit.
[[nodiscard]] RuleSetting rule_setting(const vex_rule& rule, const RuleChange& change);

/// Settings of a plugin whose tables the registry has checked. No required option may be missing.
[[nodiscard]] SettingsPtr make_settings(const vex_plugin& plugin, const GivenOptions& given = {},
                                        const RuleChanges& rules = {});

}  // namespace core::plugin
