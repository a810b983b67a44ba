// vex/cpp/test/settings.hpp - what a plugin under test is created with. Part of vex/test.hpp.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "../event.hpp"
#include "setting.hpp"

namespace vex::test {

/// Texts by name, written as in the configuration file: {"limit", "4s"}.
using Texts = std::map<std::string, std::string>;

/// Everything has a default: the plugin's own tables and a stream of a documentation domain.
struct Settings {
  Texts options{};
  Texts limits{};  // of rules, by id
  Target target{.project = "project1",
                .id = "stream-01",
                .name = "project1_example.com_stream-01_live_stream",
                .url = "https://example.com/live/stream.flv",
                .scheme = "https",
                .host = "example.com",
                .port = 443,
                .labels = {}};
  std::string url{};  // of a run, with its secrets; empty: the target's
  std::uint32_t payload = VEX_PAYLOAD_HEADERS;
  std::string name{};  // of a sink's instance
};

namespace detail {

/// Checks and owns what `create` borrows.
class KeptSettings {
 public:
  KeptSettings(const vex_plugin& plugin, Settings settings) : settings_(std::move(settings)) {
    for (auto row = plugin.options; *row != nullptr; ++row) values_.push_back(value_of(**row));
    for (auto row = plugin.rules; *row != nullptr; ++row) limits_.push_back(limit_of(**row));
    refuse_strangers();
    const Target& t = settings_.target;
    target_ = {sizeof(vex_target), t.port,         text(t.project), text(t.id),
               text(t.name),       text(t.url),    text(t.scheme),  text(t.host),
               t.labels.data(),    t.labels.size()};
  }
  KeptSettings(const KeptSettings&) = delete;

  [[nodiscard]] const vex_target& target() const { return target_; }

  [[nodiscard]] vex_setup setup() const {
    return {sizeof(vex_setup), 0, values_.data(), limits_.data(), &target_, text(settings_.name)};
  }

  [[nodiscard]] vex_run run() const {
    const std::string& url = settings_.url;
    return {sizeof(vex_run), settings_.payload, &target_, url.empty() ? target_.url : text(url)};
  }

 private:
  static vex_str text(std::string_view view) { return {view.data(), view.size()}; }

  vex_value value_of(const vex_option& row) {
    known_.emplace_back(row.name);
    const auto found = settings_.options.find(row.name);
    const char* given = row.fallback;
    if (found != settings_.options.end()) given = found->second.c_str();
    if (given == nullptr) throw std::invalid_argument(std::string(row.name) + " is required");
    const vex_value value = parse(row, given);
    const auto below = [&](const vex_value& a, const vex_value& b) {
      return row.type == VEX_OPTION_NUMBER ? a.number < b.number : a.integer < b.integer;
    };
    if (row.min != nullptr && below(value, parse(row, row.min)))
      reject(row.name, given, "in range");
    if (row.max != nullptr && below(parse(row, row.max), value))
      reject(row.name, given, "in range");
    return value;
  }

  double limit_of(const vex_rule& row) {
    known_.emplace_back(row.id);
    const auto found = settings_.limits.find(row.id);
    if (found != settings_.limits.end()) return limit_in(row, found->second);
    return limit_in(row, row.limit == nullptr ? "off" : row.limit);
  }

  vex_value parse(const vex_option& row, std::string_view given) {
    const auto or_reject = [&](auto parsed, const char* wanted) {
      if (!parsed) reject(row.name, given, wanted);
      return *parsed;
    };
    vex_value value{};
    switch (row.type) {
      case VEX_OPTION_BOOL:
        value.integer = or_reject(flag_in(given), "true or false");
        break;
      case VEX_OPTION_INTEGER:
        value.integer = or_reject(whole_number<std::int64_t>(given), "a whole number");
        break;
      case VEX_OPTION_NUMBER:
        value.number = or_reject(whole_number<double>(given), "a number");
        break;
      case VEX_OPTION_SIZE:
        value.integer = or_reject(bytes_in(given), "a size");
        break;
      case VEX_OPTION_DURATION:
        value.integer = or_reject(nanoseconds_in(given), "a duration");
        break;
      case VEX_OPTION_LIST:
        value.list = list_of(or_reject(items_in(given, '[', ']'), "a list"));
        break;
      case VEX_OPTION_MAP:
        value.map = map_of(row, or_reject(items_in(given, '{', '}'), "a map"));
        break;
      default:
        if (row.choices != nullptr) check_choice(row, given);
        value.text = text(texts_.emplace_back(given));
    }
    return value;
  }

  static void check_choice(const vex_option& row, std::string_view given) {
    for (auto word = row.choices; *word != nullptr; ++word) {
      if (given == *word) return;
    }
    reject(row.name, given, "one of its choices");
  }

  vex_list list_of(const std::vector<std::string_view>& items) {
    std::vector<vex_str>& list = lists_.emplace_back();
    for (const std::string_view item : items) list.push_back(text(texts_.emplace_back(item)));
    return {list.data(), list.size()};
  }

  vex_map map_of(const vex_option& row, const std::vector<std::string_view>& items) {
    std::vector<vex_pair>& map = maps_.emplace_back();
    for (const std::string_view item : items) {
      const std::size_t colon = item.find(':');
      if (colon == std::string_view::npos) reject(row.name, item, "a key and its value");
      map.push_back({text(texts_.emplace_back(trim(item.substr(0, colon)))),
                     text(texts_.emplace_back(trim(item.substr(colon + 1))))});
    }
    return {map.data(), map.size()};
  }

  void refuse_strangers() const {
    for (const Texts* given : {&settings_.options, &settings_.limits}) {
      for (const auto& [name, value] : *given) {
        if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
          throw std::invalid_argument("the plugin has no option or rule " + name);
        }
      }
    }
  }

  Settings settings_;
  std::vector<std::string> known_;
  std::deque<std::string> texts_;
  std::deque<std::vector<vex_str>> lists_;
  std::deque<std::vector<vex_pair>> maps_;
  std::vector<vex_value> values_;
  std::vector<double> limits_;
  vex_target target_{};
};

}  // namespace detail
}  // namespace vex::test
