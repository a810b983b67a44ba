#include "core/config/layer_keys.hpp"
#include "core/config/layer_read.hpp"
#include "core/config/nearest.hpp"
#include "core/plugin/grammar.hpp"
#include "core/plugin/rule_limit.hpp"

namespace core::config {
namespace {

std::uint32_t severity_of(const std::string& name) {
  if (name == "info") return VEX_SEVERITY_INFO;
  return name == "critical" ? VEX_SEVERITY_CRITICAL : VEX_SEVERITY_WARNING;
}

std::optional<vex_nanos> count_of(std::optional<Nanos> duration) {
  if (!duration) return std::nullopt;
  return duration->count();
}

void read_limit(Section& section, const vex_rule& rule, plugin::RuleChange& change) {
  const Node* node = section.find("limit");
  if (node == nullptr) return;
  if (rule.limit == nullptr) {
    // The message names the analyzer's option if there is one: low_bitrate has min_bitrate.
    section.problem(*node, "limit", std::string("this rule has no limit; it is: ") + rule.help);
  } else if (node->kind != Node::Kind::scalar) {
    section.problem(*node, "limit", "must be " + plugin::limit_expectation(rule.unit));
  } else if (node->text == plugin::rule_off) {
    change.enabled = false;
  } else if (const auto limit = plugin::limit_from(rule.unit, node->text)) {
    change.limit = limit;
  } else {
    section.problem(*node, "limit",
                    in_quotes(*node) + " is not " + plugin::limit_expectation(rule.unit));
  }
}

plugin::RuleChange read_rule(const vex_rule& rule, Section& section) {
  plugin::RuleChange change;
  read_limit(section, rule, change);
  if (const auto enabled = section.flag(key::enabled)) change.enabled = enabled;
  if (const auto name = section.text(key::severity)) change.severity = severity_of(*name);
  change.hold = count_of(section.duration(key::hold));
  change.keep_firing = count_of(section.duration(key::keep_firing));
  section.finish();
  return change;
}

/// long_gop: off
plugin::RuleChange read_switch(const Node& node, const Path& path, Problems& problems) {
  plugin::RuleChange change;
  change.enabled = plugin::bool_from(node.text);
  if (!change.enabled) {
    problems.add(node.at, path, in_quotes(node) + " is neither on or off nor a map of settings");
  }
  return change;
}

const vex_rule* find_rule(const Plugins& plugins, const Member& member, const Path& path,
                          Problems& problems) {
  const auto found = plugins.rules().find(member.key);
  if (found != plugins.rules().end()) return found->second;
  std::vector<std::string_view> known;
  for (const auto& [id, row] : plugins.rules()) known.push_back(id);
  problems.add(member.at, path, "unknown rule; " + suggestion(member.key, known));
  return nullptr;
}

/// A rule that is off in its table cannot be switched on without a limit.
bool lacks_limit(const vex_rule& rule, const plugin::RuleChange& change) {
  return change.enabled == true && !change.limit && rule.limit != nullptr &&
         rule.limit == plugin::rule_off;
}

}  // namespace

plugin::RuleChanges read_rules(Section& parent, const Plugins& plugins) {
  plugin::RuleChanges rules;
  const Node* node = parent.find("rules");
  if (node == nullptr) return rules;
  Problems& problems = parent.reading().problems;
  const Path path = parent.path() / "rules";
  if (node->kind == Node::Kind::scalar || node->kind == Node::Kind::list) {
    problems.add(
        node->at, path,
        "must be a map of rules and their settings, not " + std::string(name_of(node->kind)));
  }
  for (const Member& member : node->members) {
    const Path item = path / member.key;
    const vex_rule* rule = find_rule(plugins, member, item, problems);
    if (rule == nullptr) continue;
    plugin::RuleChange change;
    if (member.value.kind == Node::Kind::scalar) {
      change = read_switch(member.value, item, problems);
    } else {
      Section section(member.value, item, parent.reading());
      change = read_rule(*rule, section);
    }
    if (lacks_limit(*rule, change)) {
      problems.add(member.at, item, "this rule is off until it has a limit");
    }
    rules.emplace(rule, change);
  }
  return rules;
}

}  // namespace core::config
