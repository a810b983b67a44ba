// vex/cpp/table.hpp - the rows that a plugin declares as static constexpr members.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "../plugin.h"
#include "text.hpp"

namespace vex {

struct Info {
  const char* id;
  const char* version;
  const char* summary;
};

/// Inclusive bounds, written as in the configuration file.
struct Range {
  const char* min = nullptr;
  const char* max = nullptr;
};

inline constexpr const char* required = nullptr;

/// An option whose value reaches the plugin as a Value.
template <std::uint32_t Type, class Value>
struct Option : vex_option {
  constexpr Option(const char* option, const char* preset, const char* about, Range range = {})
      : vex_option{option, Type, 0, preset, range.min, range.max, nullptr, about} {}
};

using Flag = Option<VEX_OPTION_BOOL, bool>;
using Integer = Option<VEX_OPTION_INTEGER, std::int64_t>;
using Number = Option<VEX_OPTION_NUMBER, double>;
using Size = Option<VEX_OPTION_SIZE, std::int64_t>;
using Duration = Option<VEX_OPTION_DURATION, Nanos>;
using Text = Option<VEX_OPTION_TEXT, std::string>;
using Secret = Option<VEX_OPTION_SECRET, std::string>;
using List = Option<VEX_OPTION_LIST, std::vector<std::string>>;
using Map = Option<VEX_OPTION_MAP, std::map<std::string, std::string>>;

/// One of a few words. At most seven.
struct Choice : vex_option {
  using Words = std::initializer_list<const char*>;

  constexpr Choice(const char* option, const char* preset, const char* about, Words allowed)
      : vex_option{option, VEX_OPTION_CHOICE, 0, preset, nullptr, nullptr, words, about} {
    std::size_t count = 0;
    for (const char* word : allowed) words[count++] = word;  // one too many does not compile
  }
  Choice(const Choice&) = delete;  // the row points into itself

  const char* words[8]{};
};

/// Marks a metric for other analyzers and the status page, which sinks do not export.
inline constexpr std::uint32_t internal = VEX_METRIC_INTERNAL;

template <std::uint32_t Type>
struct Metric : vex_metric {
  using Labels = std::initializer_list<const char*>;

  constexpr Metric(const char* metric, const char* measure, const char* about, Labels keys = {},
                   std::uint32_t bits = 0)
      : vex_metric{metric, Type, bits, measure, about, {}} {
    std::size_t count = 0;
    for (const char* key : keys) labels[count++] = key;  // one too many does not compile
  }
};

using Gauge = Metric<VEX_METRIC_GAUGE>;
using Counter = Metric<VEX_METRIC_COUNTER>;
using InfoMetric = Metric<VEX_METRIC_INFO>;

enum class Severity : std::uint32_t {
  info = VEX_SEVERITY_INFO,
  warning = VEX_SEVERITY_WARNING,
  critical = VEX_SEVERITY_CRITICAL
};

/// Limit and durations of a rule, written as in the configuration file.
struct Bounds {
  const char* limit = nullptr;
  const char* hold = "0s";
  const char* keep_firing = "10s";
};

struct Rule : vex_rule {
  constexpr Rule(const char* rule, Severity weight, const char* about, const char* measure = "",
                 Bounds bounds = {}, const char* specification = "")
      : vex_rule{rule,
                 static_cast<std::uint32_t>(weight),
                 0,
                 specification,
                 about,
                 measure,
                 bounds.limit,
                 bounds.hold,
                 bounds.keep_firing} {}
};

/// A NULL-terminated table of rows that outlive it.
template <class Row, std::size_t Count>
struct Table {
  const Row* rows[Count + 1];
};

template <class... Rows>
constexpr auto options(const Rows&... rows) {
  return Table<vex_option, sizeof...(Rows)>{{&rows..., nullptr}};
}

template <class... Rows>
constexpr auto metrics(const Rows&... rows) {
  return Table<vex_metric, sizeof...(Rows)>{{&rows..., nullptr}};
}

template <class... Rows>
constexpr auto rules(const Rows&... rows) {
  return Table<vex_rule, sizeof...(Rows)>{{&rows..., nullptr}};
}

/// A NULL-terminated table of words: schemes, path endings, ids.
template <std::size_t Count>
struct Words {
  const char* rows[Count + 1];
};

template <class... Texts>
constexpr auto words(Texts... texts) {
  return Words<sizeof...(Texts)>{{texts..., nullptr}};
}

}  // namespace vex
