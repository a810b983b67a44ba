#include "core/plugin/table_check.hpp"

#include <algorithm>
#include <set>
#include <vex/cpp/metric_name.hpp>

#include "core/plugin/grammar.hpp"
#include "core/plugin/option_value.hpp"
#include "core/plugin/rule_limit.hpp"

namespace core::plugin {
namespace {

using Texts = std::vector<std::string>;

std::string quoted(const char* text) {
  return text == nullptr ? std::string("NULL") : '"' + std::string(text) + '"';
}

bool is_word_or_null(const char* text) { return text != nullptr && is_word(text); }

bool is_label(std::string_view text) {
  return is_word(text) && !text.starts_with("__") && text != "project" && text != "id";
}

/// The faults of one table row, each prefixed with a description of the row.
class Row {
 public:
  Row(Texts& faults, const char* what, const char* name)
      : faults_(faults), head_(std::string(what) + " " + quoted(name) + ": ") {}

  void fault(const std::string& text) const { faults_.push_back(head_ + text); }

  void want(bool holds, const char* text) const {
    if (!holds) fault(text);
  }

 private:
  Texts& faults_;
  std::string head_;
};

constexpr const char* word_rule = "its name is not made of a-z, 0-9 and _, a letter first";

bool has_order(std::uint32_t type) {
  return type >= VEX_OPTION_INTEGER && type <= VEX_OPTION_DURATION;
}

void check_text(const Row& row, const vex_option& option, const char* what, const char* text) {
  if (text == nullptr) return;
  try {
    static_cast<void>(option_value(option, text));
  } catch (const InvalidValue& error) {
    row.fault(std::string("the ") + what + " " + quoted(text) + " " + error.what());
  }
}

void check_bounds(const Row& row, const vex_option& option) {
  if (option.min == nullptr && option.max == nullptr) return;
  if (!has_order(option.type)) {
    row.fault("bounds have no meaning for this type");
    return;
  }
  vex_option free = option;
  free.min = free.max = nullptr;
  const auto before = [&row, &free](const char* text, const char* what) {
    check_text(row, free, what, text);
  };
  before(option.min, "smallest value");
  before(option.max, "largest value");
  if (option.min == nullptr || option.max == nullptr) return;
  try {
    row.want(option_value(free, option.min) <= option_value(free, option.max),
             "its smallest value is more than its largest");
  } catch (const InvalidValue&) {  // reported above
  }
}

void check_option(Texts& faults, const vex_option& option) {
  const Row row(faults, "option", option.name);
  row.want(is_word_or_null(option.name), word_rule);
  row.want(option.help != nullptr, "it has no help text");
  if (name_of_option_type(option.type).empty()) {
    row.fault("its type " + std::to_string(option.type) + " is not known to this version");
    return;
  }
  const bool is_choice = option.type == VEX_OPTION_CHOICE;
  const bool has_choices = option.choices != nullptr && *option.choices != nullptr;
  row.want(is_choice == has_choices,
           is_choice ? "it has no choices" : "only a choice may have choices");
  if (is_choice != has_choices) return;
  check_bounds(row, option);
  check_text(row, option, "default", option.fallback);
}

void check_metric(Texts& faults, const vex_metric& metric) {
  const Row row(faults, "metric", metric.name);
  const bool is_nameless_info =
      metric.type == VEX_METRIC_INFO && metric.name != nullptr && *metric.name == '\0';
  row.want(is_nameless_info || is_word_or_null(metric.name), word_rule);
  row.want(metric.type >= VEX_METRIC_GAUGE && metric.type <= VEX_METRIC_INFO,
           "its type is not known to this version");
  row.want(metric.unit != nullptr && (*metric.unit == '\0' || is_word(metric.unit)),
           "its unit is not made of a-z, 0-9 and _, a letter first");
  row.want(metric.help != nullptr, "it has no help text");
  std::set<std::string_view> seen;
  for (const char* label : metric.labels) {
    if (label == nullptr) break;
    row.want(is_label(label),
             "a label is not made of a-z, 0-9 and _, or is project or id, which every metric has");
    row.want(seen.insert(label).second, "a label stands twice");
  }
}

void check_rule(Texts& faults, const vex_rule& rule) {
  const Row row(faults, "rule", rule.id);
  row.want(is_word_or_null(rule.id), word_rule);
  row.want(rule.severity >= VEX_SEVERITY_INFO && rule.severity <= VEX_SEVERITY_CRITICAL,
           "its severity is not info, warning or critical");
  row.want(rule.clause != nullptr && rule.help != nullptr && rule.unit != nullptr,
           "its clause, help or unit is not set");
  if (rule.limit != nullptr && rule.unit != nullptr && rule.limit != rule_off &&
      !limit_from(rule.unit, rule.limit)) {
    row.fault("its limit " + quoted(rule.limit) + " is not " + limit_expectation(rule.unit));
  }
  row.want(rule.hold != nullptr && duration_from(rule.hold).has_value(),
           "the time it must be broken before it fires is not a duration");
  row.want(rule.keep_firing != nullptr && duration_from(rule.keep_firing).has_value(),
           "the time it keeps firing is not a duration");
}

/// Checks every row, and that no name appears twice.
template <class Table, class Check, class Name>
void check_table(Texts& faults, const char* what, const Table* const* rows, Check check,
                 Name name) {
  if (rows == nullptr) {
    faults.push_back(std::string("its table of ") + what + "s is NULL");
    return;
  }
  std::set<std::string> seen;
  for (; *rows != nullptr; ++rows) {
    const auto before = faults.size();
    check(faults, **rows);
    if (faults.size() != before) continue;
    if (!seen.insert(name(**rows)).second) {
      faults.push_back(std::string(what) + " " + quoted(name(**rows).c_str()) + " is there twice");
    }
  }
}

void check_services(Texts& faults, const vex_plugin& plugin, const Texts& known) {
  if (plugin.services == nullptr) {
    faults.emplace_back("its table of services is NULL");
    return;
  }
  for (const char* const* id = plugin.services; *id != nullptr; ++id) {
    if (std::find(known.begin(), known.end(), *id) == known.end()) {
      faults.push_back("it needs the service " + std::string(*id) +
                       ", which this version does not offer");
    }
  }
}

void check_probe(Texts& faults, const vex_probe& probe) {
  if (probe.schemes == nullptr || *probe.schemes == nullptr) {
    faults.emplace_back("it names no URL scheme");
  }
  if (probe.path_endings == nullptr) faults.emplace_back("its table of path endings is NULL");
  if (probe.run == nullptr) faults.emplace_back("its function run is NULL");
}

void check_analyzer(Texts& faults, const vex_analyzer& analyzer) {
  if (analyzer.on_event == nullptr) faults.emplace_back("its function on_event is NULL");
  if (analyzer.payload < VEX_PAYLOAD_HEADERS || analyzer.payload > VEX_PAYLOAD_WHOLE) {
    faults.emplace_back("its depth of payload is not known to this version");
  }
  if (analyzer.lifetime < VEX_LIFETIME_RUN || analyzer.lifetime > VEX_LIFETIME_STREAM) {
    faults.emplace_back("its lifetime is not known to this version");
  }
}

void check_sink(Texts& faults, const vex_sink& sink) {
  if (sink.open == nullptr || sink.flush == nullptr || sink.close == nullptr) {
    faults.emplace_back("its function open, flush or close is NULL");
  }
  if (sink.consume == nullptr && (sink.flags & VEX_SINK_DURABLE) == 0) {
    faults.emplace_back("its function consume is NULL");
  }
}

void check_interface(Texts& faults, const vex_plugin& plugin) {
  if ((plugin.probe != nullptr) + (plugin.analyzer != nullptr) + (plugin.sink != nullptr) != 1) {
    faults.emplace_back("it is not exactly one of probe, analyzer and sink");
    return;
  }
  if (plugin.create == nullptr || plugin.destroy == nullptr) {
    faults.emplace_back("its function create or destroy is NULL");
  }
  if (plugin.probe != nullptr) check_probe(faults, *plugin.probe);
  if (plugin.analyzer != nullptr) check_analyzer(faults, *plugin.analyzer);
  if (plugin.sink != nullptr) check_sink(faults, *plugin.sink);
}

}  // namespace

bool is_word(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

std::vector<std::string> faults_of(const vex_plugin& plugin,
                                   const std::vector<std::string>& services) {
  Texts faults;
  if (plugin.version == nullptr || plugin.summary == nullptr) {
    faults.emplace_back("its version or summary is not set");
  }
  check_table(faults, "option", plugin.options, check_option,
              [](const vex_option& row) { return std::string(row.name); });
  check_table(faults, "metric", plugin.metrics, check_metric, vex::full_name);
  check_table(faults, "rule", plugin.rules, check_rule,
              [](const vex_rule& row) { return std::string(row.id); });
  if (plugin.after == nullptr) faults.emplace_back("its table of plugins to run after is NULL");
  check_services(faults, plugin, services);
  check_interface(faults, plugin);
  return faults;
}

}  // namespace core::plugin
