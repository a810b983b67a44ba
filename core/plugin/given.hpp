// What a user says about a plugin, and the settings that follow from it and the plugin's tables.
#pragma once

#include <vex/plugin.h>

#include <map>
#include <optional>
#include <vector>

#include "core/plugin/option_value.hpp"
#include "core/plugin/settings.hpp"

namespace core::plugin {

/// What is said about a rule; the table speaks for the rest.
struct RuleChange {
  std::optional<bool> enabled{};
  std::optional<std::uint32_t> severity{};
  std::optional<double> limit{};
  std::optional<vex_nanos> hold{};
  std::optional<vex_nanos> keep_firing{};

  /// Takes over what `later` says. A limit brings a rule back that was switched off.
  void merge(const RuleChange& later);
};

using RuleChanges = std::map<const vex_rule*, RuleChange>;

/// By row of the option table.
using GivenOptions = std::map<const vex_option*, OptionValue>;

/// Required options that are not given.
[[nodiscard]] std::vector<const vex_option*> missing_options(const vex_plugin& plugin,
                                                             const GivenOptions& given);

/// The setting of a rule by its table and what is said about it. A rule that its table leaves off
/// comes on with a limit of its own.
[[nodiscard]] RuleSetting rule_setting(const vex_rule& rule, const RuleChange& change);

/// Settings of a plugin whose tables the registry has checked. No required option may be missing.
[[nodiscard]] SettingsPtr make_settings(const vex_plugin& plugin, const GivenOptions& given = {},
                                        const RuleChanges& rules = {});

}  // namespace core::plugin
