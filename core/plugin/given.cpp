#include "core/plugin/given.hpp"

#include <limits>
#include <stdexcept>

#include "core/plugin/grammar.hpp"
#include "core/plugin/rule_limit.hpp"

namespace core::plugin {
namespace {

template <class Value>
void take(std::optional<Value>& value, const std::optional<Value>& later) {
  if (later) value = later;
}

struct Append {
  Settings& to;

  void operator()(std::int64_t value) const { to.add_integer(value); }
  void operator()(double value) const { to.add_number(value); }
  void operator()(std::string& value) const { to.add_text(std::move(value)); }
  void operator()(TextList& value) const { to.add_list(std::move(value)); }
  void operator()(TextMap& value) const { to.add_map(std::move(value)); }
};

OptionValue value_of(const vex_option& option, const GivenOptions& given) {
  const auto found = given.find(&option);
  if (found != given.end()) return found->second;
  if (option.fallback == nullptr) {
    throw std::logic_error("the option " + std::string(option.name) + " is required");
  }
  return option_value(option, option.fallback);
}

}  // namespace

void RuleChange::merge(const RuleChange& later) {
  if (later.limit) enabled.reset();  // a limit implies that the rule is wanted
  take(enabled, later.enabled);
  take(severity, later.severity);
  take(limit, later.limit);
  take(hold, later.hold);
  take(keep_firing, later.keep_firing);
}

std::vector<const vex_option*> missing_options(const vex_plugin& plugin,
                                               const GivenOptions& given) {
  std::vector<const vex_option*> missing;
  for (const vex_option* const* row = plugin.options; *row != nullptr; ++row) {
    if ((*row)->fallback == nullptr && !given.contains(*row)) missing.push_back(*row);
  }
  return missing;
}

RuleSetting rule_setting(const vex_rule& rule, const RuleChange& change) {
  const bool is_off_by_table = rule.limit != nullptr && rule.limit == rule_off;
  RuleSetting setting;
  setting.enabled = change.enabled.value_or(!is_off_by_table || change.limit.has_value());
  setting.severity = change.severity.value_or(rule.severity);
  setting.limit = std::numeric_limits<double>::quiet_NaN();
  if (change.limit) {
    setting.limit = *change.limit;
  } else if (rule.limit != nullptr && !is_off_by_table) {
    setting.limit = limit_from(rule.unit, rule.limit).value();
  }
  setting.hold = change.hold.value_or(duration_from(rule.hold).value().count());
  setting.keep_firing =
      change.keep_firing.value_or(duration_from(rule.keep_firing).value().count());
  return setting;
}

SettingsPtr make_settings(const vex_plugin& plugin, const GivenOptions& given,
                          const RuleChanges& rules) {
  auto settings = std::make_shared<Settings>(plugin);
  for (const vex_option* const* row = plugin.options; *row != nullptr; ++row) {
    OptionValue value = value_of(**row, given);
    if (names_file(**row)) {
      settings->add_file(std::get<std::string>(std::move(value)));
    } else {
      std::visit(Append{*settings}, value);
    }
  }
  for (const vex_rule* const* row = plugin.rules; *row != nullptr; ++row) {
    const auto change = rules.find(*row);
    settings->add_rule(rule_setting(**row, change == rules.end() ? RuleChange{} : change->second));
  }
  return settings;
}

}  // namespace core::plugin
