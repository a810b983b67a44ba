// vex/cpp/test/analyzer_bench.hpp - drives an analyzer with events from code. Part of vex/test.hpp.
#pragma once

#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "../metric_name.hpp"
#include "bench.hpp"

namespace vex::test {

/// The state that the exporter would derive from what the analyzer emitted.
template <class Type>
class AnalyzerBench : public Bench {
 public:
  explicit AnalyzerBench(Settings settings = {})
      : Bench(vex::detail::descriptor<Type>, std::move(settings)) {}

  /// Delivers an event if the analyzer wants its type. An event with a time sets the clock.
  template <class EventType>
  void send(const EventType& event) {
    if constexpr (requires { event.time; }) {
      if (event.time != Nanos{}) clock.set(event.time);
    }
    const auto abi = vex::detail::to_abi(event);
    if ((plugin().analyzer->wants & VEX_WANTS(abi.head.type)) == 0) return;
    vex::detail::invoke(plugin().analyzer->on_event, self(), &abi.head);
  }

  /// Lets one second pass.
  void tick() {
    clock.advance(std::chrono::seconds(1));
    if (plugin().analyzer->on_tick == nullptr) return;
    vex::detail::invoke(plugin().analyzer->on_tick, self(), clock.now().count());
  }

  /// A value from an earlier analyzer: the gauge "framerate" without labels, or "gop_frames" with
  /// the label `stat` and its value.
  void send_sample(const std::string& name, double value,
                   std::pair<const char*, std::string_view> label = {}) {
    auto& row = foreign_metrics_.try_emplace(name, nullptr).first->second;
    if (!row) row = std::make_unique<ForeignMetric>(name, label.first);
    const vex_str text = vex::detail::to_abi(label.second);
    send(Sample{row->row, value, {&text, label.first == nullptr ? 0u : 1u}});
  }

  /// Reports, as the exporter's findings engine would, that a rule of any plugin fires.
  void fire(const std::string& rule, Severity severity = Severity::warning) {
    change(rule, severity, FindingChange::firing);
  }
  void resolve(const std::string& rule, Severity severity = Severity::warning) {
    change(rule, severity, FindingChange::resolved);
  }

  /// The value of a gauge or the sum of a counter; nothing if absent. The key is the exported name
  /// without `video_stream_`, with its labels: "gop_frames{stat=last}".
  [[nodiscard]] std::optional<double> value(const std::string& key) const {
    const auto found = series_.find(key);
    if (found == series_.end()) return std::nullopt;
    return found->second;
  }

  /// All series, for tests that nothing unexpected is there.
  [[nodiscard]] const std::map<std::string, double>& series() const { return series_; }

  /// What was last reported about a rule.
  [[nodiscard]] std::optional<Finding> finding(std::string_view rule) const {
    const auto said = recording.of<Finding>();
    for (auto last = said.rbegin(); last != said.rend(); ++last) {
      if (last->rule.id == rule) return *last;
    }
    return std::nullopt;
  }
  [[nodiscard]] bool is_broken(std::string_view rule) const {
    const auto last = finding(rule);
    return last && last->broken;
  }

  /// The last judgement; unknown before the first.
  [[nodiscard]] Health health() const {
    const auto said = recording.of<Health>();
    return said.empty() ? Health{} : said.back();
  }

 protected:
  void on_emitted(const vex_event& event) override {
    visit(event, Overload{[this](const Sample& e) { add(e); }, [](const auto&) {}});
  }

 private:
  struct ForeignMetric {
    ForeignMetric(const std::string& metric, const char* label)
        : name(metric), row(name.c_str(), "", "A metric of another plugin", {label}) {}
    std::string name;
    Gauge row;
  };
  struct ForeignRule {
    ForeignRule(const std::string& rule, Severity severity)
        : id(rule), row(id.c_str(), severity, "A rule of another plugin") {}
    std::string id;
    Rule row;
  };

  void change(const std::string& id, Severity severity, FindingChange::Change change) {
    auto& rule = foreign_rules_.try_emplace(id, nullptr).first->second;
    if (!rule) rule = std::make_unique<ForeignRule>(id, severity);
    send(FindingChange{
        .time = clock.now(), .rule = rule->row, .change = change, .severity = severity});
  }

  static std::string key_of(const Sample& e) {
    std::string key = full_name(e.metric).substr(std::string_view("video_stream_").size());
    char before = '{';
    for (std::size_t i = 0; i < e.labels.size(); ++i) {
      key += before + std::string(e.metric.labels[i]) + "=" + std::string(text(e.labels[i]));
      before = ',';
    }
    return before == '{' ? key : key + "}";
  }

  void add(const Sample& e) {
    const std::string key = key_of(e);
    if (std::isnan(e.value)) {
      series_.erase(key);
    } else if (e.metric.type == VEX_METRIC_COUNTER) {
      series_[key] += e.value;
    } else {
      series_[key] = e.value;
    }
  }

  std::map<std::string, double> series_;
  std::map<std::string, std::unique_ptr<ForeignMetric>> foreign_metrics_;
  std::map<std::string, std::unique_ptr<ForeignRule>> foreign_rules_;
};

}  // namespace vex::test
