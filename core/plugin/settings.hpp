// The settings of one plugin instance, checked against the plugin's tables.
#pragma once

#include <vex/plugin.h>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace core::plugin {

/// One row of the rule table, after the configuration's overrides.
struct RuleSetting {
  bool enabled = true;
  std::uint32_t severity = VEX_SEVERITY_WARNING;
  double limit = 0;  // in the rule's unit; NaN: none
  vex_nanos hold = 0;
  vex_nanos keep_firing = 0;

  bool operator==(const RuleSetting&) const = default;
};

/// The values of all options and settings of all rules, in the order of the tables, with the
/// storage that they point into. Built once, then shared by all streams with the same settings.
class Settings {
 public:
  explicit Settings(const vex_plugin& plugin) : plugin_(&plugin) {}
  Settings(const Settings&) = delete;
  Settings& operator=(const Settings&) = delete;

  [[nodiscard]] const vex_plugin& plugin() const noexcept { return *plugin_; }
  [[nodiscard]] const vex_value* values() const noexcept { return values_.data(); }
  [[nodiscard]] const double* limits() const noexcept { return limits_.data(); }
  [[nodiscard]] const std::vector<RuleSetting>& rules() const noexcept { return rules_; }

  // Append row by row while the configuration is read. [startup]
  void add_integer(std::int64_t value);
  void add_number(double value);
  void add_text(std::string value);
  void add_file(std::string name);  // a text, and the current contents of the file
  void add_list(std::vector<std::string> value);
  void add_map(std::map<std::string, std::string> value);
  void add_rule(const RuleSetting& rule);

  /// Whether two instances would behave alike: same plugin, same values, and the same contents of
  /// their files.
  [[nodiscard]] bool same_as(const Settings& other) const;

 private:
  vex_str keep(std::string text);

  const vex_plugin* plugin_;
  std::vector<vex_value> values_;
  std::vector<double> limits_;
  std::vector<RuleSetting> rules_;
  std::deque<std::string> texts_;
  std::vector<std::size_t> files_;  // hashes of their contents; 0: not readable
  std::deque<std::vector<vex_str>> lists_;
  std::deque<std::vector<vex_pair>> maps_;
};

using SettingsPtr = std::shared_ptr<const Settings>;

}  // namespace core::plugin
