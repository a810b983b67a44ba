#include "core/plugin/settings.hpp"

#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>

namespace core::plugin {
namespace {

bool same(vex_str a, vex_str b) {
  return std::string_view(a.data, a.size) == std::string_view(b.data, b.size);
}

bool same(const vex_list& a, const vex_list& b) {
  if (a.size != b.size) return false;
  for (std::size_t i = 0; i < a.size; ++i) {
    if (!same(a.data[i], b.data[i])) return false;
  }
  return true;
}

bool same(const vex_map& a, const vex_map& b) {
  if (a.size != b.size) return false;
  for (std::size_t i = 0; i < a.size; ++i) {
    if (!same(a.data[i].key, b.data[i].key) || !same(a.data[i].value, b.data[i].value)) {
      return false;
    }
  }
  return true;
}

bool same(std::uint32_t type, const vex_value& a, const vex_value& b) {
  switch (type) {
    case VEX_OPTION_NUMBER:
      return a.number == b.number;
    case VEX_OPTION_TEXT:
    case VEX_OPTION_SECRET:
    case VEX_OPTION_CHOICE:
      return same(a.text, b.text);
    case VEX_OPTION_LIST:
      return same(a.list, b.list);
    case VEX_OPTION_MAP:
      return same(a.map, b.map);
    default:
      return a.integer == b.integer;
  }
}

/// Two absent limits are equal, although NaN is not equal to itself.
bool same(RuleSetting a, RuleSetting b) {
  if (std::isnan(a.limit)) a.limit = std::numeric_limits<double>::infinity();
  if (std::isnan(b.limit)) b.limit = std::numeric_limits<double>::infinity();
  return a == b;
}

std::size_t hash_of_file(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(in), {}};
  return in.is_open() && !in.bad() ? std::hash<std::string>{}(content) : 0;
}

}  // namespace

void Settings::add_integer(std::int64_t value) { values_.push_back({.integer = value}); }

void Settings::add_number(double value) { values_.push_back({.number = value}); }

void Settings::add_text(std::string value) { values_.push_back({.text = keep(std::move(value))}); }

void Settings::add_file(std::string name) {
  files_.push_back(name.empty() ? 0 : hash_of_file(name));
  add_text(std::move(name));
}

void Settings::add_list(std::vector<std::string> value) {
  std::vector<vex_str>& list = lists_.emplace_back();
  for (std::string& text : value) list.push_back(keep(std::move(text)));
  values_.push_back({.list = {list.data(), list.size()}});
}

void Settings::add_map(std::map<std::string, std::string> value) {
  std::vector<vex_pair>& map = maps_.emplace_back();
  for (auto& entry : value) map.push_back({keep(entry.first), keep(std::move(entry.second))});
  values_.push_back({.map = {map.data(), map.size()}});
}

void Settings::add_rule(const RuleSetting& rule) {
  rules_.push_back(rule);
  limits_.push_back(rule.enabled ? rule.limit : std::numeric_limits<double>::quiet_NaN());
}

bool Settings::same_as(const Settings& other) const {
  if (plugin_ != other.plugin_ || files_ != other.files_ ||
      values_.size() != other.values_.size() || rules_.size() != other.rules_.size()) {
    return false;
  }
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (!same(plugin_->options[i]->type, values_[i], other.values_[i])) return false;
  }
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!same(rules_[i], other.rules_[i])) return false;
  }
  return true;
}

vex_str Settings::keep(std::string text) {
  const std::string& kept = texts_.emplace_back(std::move(text));
  return {kept.data(), kept.size()};
}

}  // namespace core::plugin
