#include "core/outbox/stored_record.hpp"

#include <cmath>
#include <deque>
#include <limits>
#include <nlohmann/json.hpp>
#include <vex/cpp/text.hpp>

#include "core/plugin/registry.hpp"

namespace core::outbox {
namespace {

using Json = nlohmann::ordered_json;
using pipeline::Surroundings;

template <class Event>
const Event& as(const vex_event& event) {
  return reinterpret_cast<const Event&>(event);
}

std::string text_of(vex_str text) { return std::string(vex::text(text)); }

std::int64_t to_unix(vex_time time, const Surroundings& around) {
  return around.unix_now() - (around.now() - time);
}

vex_time from_unix(std::int64_t time, const Surroundings& around) {
  return around.now() - (around.unix_now() - time);
}

Json number_of(double value) { return std::isnan(value) ? Json(nullptr) : Json(value); }

double to_number(const Json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

Json pairs_of(const vex_pair* pairs, std::size_t count) {
  Json list = Json::array();
  for (std::size_t i = 0; i < count; ++i) {
    list.push_back({text_of(pairs[i].key), text_of(pairs[i].value)});
  }
  return list;
}

Json target_of(const vex_target& target) {
  return {{"project", text_of(target.project)},
          {"id", text_of(target.id)},
          {"name", text_of(target.name)},
          {"url", text_of(target.url)},
          {"scheme", text_of(target.scheme)},
          {"host", text_of(target.host)},
          {"port", target.port},
          {"labels", pairs_of(target.labels, target.label_count)}};
}

pipeline::TargetPtr to_target(const Json& json) {
  pipeline::TargetTexts texts{json.at("project"), json.at("id"),   json.at("name"), json.at("url"),
                              json.at("scheme"),  json.at("host"), json.at("port"), {}};
  for (const Json& label : json.at("labels")) texts.labels.emplace_back(label.at(0), label.at(1));
  return std::make_shared<const pipeline::Target>(std::move(texts));
}

Json json_of(const vex_event_finding_change& event, const Surroundings& around) {
  const vex_rule& rule = *event.rule;
  return {{"type", "finding"},
          {"rule",
           {{"id", rule.id},
            {"severity", rule.severity},
            {"clause", rule.clause},
            {"help", rule.help},
            {"unit", rule.unit}}},
          {"change", event.change},
          {"severity", event.severity},
          {"since", to_unix(event.since, around)},
          {"value", number_of(event.value)},
          {"limit", number_of(event.limit)},
          {"message", text_of(event.message)},
          {"reproduce", text_of(event.reproduce)},
          {"evidence", pairs_of(event.evidence, event.evidence_count)}};
}

Json json_of(const vex_event& event, const Surroundings& around) {
  switch (event.type) {
    case VEX_EVENT_FINDING_CHANGE:
      return json_of(as<vex_event_finding_change>(event), around);
    case VEX_EVENT_STATE: {
      const auto& state = as<vex_event_state>(event);
      return {{"type", "state"},
              {"up", state.up},
              {"reason", state.reason},
              {"sentence", text_of(state.sentence)},
              {"since", to_unix(state.since, around)}};
    }
    case VEX_EVENT_RUN_END: {
      const auto& end = as<vex_event_run_end>(event);
      return {{"type", "run_end"},
              {"status", end.status},
              {"reason", end.reason},
              {"sentence", text_of(end.sentence)}};
    }
    default: {
      const auto& health = as<vex_event_health>(event);
      return {{"type", "health"},
              {"playable", health.playable},
              {"quality", health.quality},
              {"healthy", health.healthy}};
    }
  }
}

/// Texts that a record borrows while it is built, until it has copied them.
class Borrowed {
 public:
  vex_str text(const Json& json) {
    const std::string& kept = texts_.emplace_back(json.get<std::string>());
    return {kept.data(), kept.size()};
  }

 private:
  std::deque<std::string> texts_;
};

template <class Event>
Event begin(std::uint32_t type, vex_time time) {
  Event event{};
  event.head = {sizeof event, type, time};
  return event;
}

}  // namespace

struct RuleBook::Own {
  Facts facts;
  vex_rule rule{};
};

RuleBook::RuleBook(const plugin::Registry& registry) {
  const auto add = [this](const vex_plugin& plugin) {
    for (const vex_rule* const* rule = plugin.rules; *rule != nullptr; ++rule) {
      rows_.emplace((*rule)->id, Row{*rule, &plugin});
    }
  };
  if (registry.core() != nullptr) add(*registry.core());
  for (const plugin::Entry& entry : registry.plugins()) add(*entry.plugin);
}

RuleBook::~RuleBook() = default;

RuleBook::Row RuleBook::find(const Facts& facts) {
  const std::lock_guard lock(mutex_);
  if (const auto known = rows_.find(facts.id); known != rows_.end()) return known->second;
  auto own = std::make_unique<Own>(Own{facts, {}});
  own->rule = {own->facts.id.c_str(),
               own->facts.severity,
               0,
               own->facts.clause.c_str(),
               own->facts.help.c_str(),
               own->facts.unit.c_str(),
               nullptr,
               "0s",
               "0s"};
  const Row row{&own->rule, nullptr};
  own_.push_back(std::move(own));
  rows_.emplace(facts.id, row);
  return row;
}

std::string to_text(const vex_record& record, const Surroundings& surroundings) {
  Json json{{"target", target_of(*record.target)}, {"time", record.unix_time}};
  json.update(json_of(*record.event, surroundings));
  // A text that was truncated at a byte limit may end within a character.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

pipeline::RecordPtr record_from(std::string_view text, RuleBook& rules,
                                const Surroundings& surroundings) {
  const Json json = Json::parse(text);
  const std::string type = json.at("type");
  const std::int64_t unix_time = json.at("time");
  const vex_time time = from_unix(unix_time, surroundings);
  const pipeline::TargetPtr target = to_target(json.at("target"));
  const auto make = [&](const vex_event& event, const vex_plugin* origin = nullptr) {
    return std::make_shared<const pipeline::Record>(
        target, vex_record{sizeof(vex_record), 0, &target->abi(), origin, &event, unix_time});
  };
  Borrowed borrowed;
  if (type == "finding") {
    const Json& said = json.at("rule");
    const RuleBook::Row row = rules.find(
        {said.at("id"), said.at("severity"), said.at("clause"), said.at("help"), said.at("unit")});
    auto event = begin<vex_event_finding_change>(VEX_EVENT_FINDING_CHANGE, time);
    event.rule = row.rule;
    event.change = json.at("change");
    event.severity = json.at("severity");
    event.since = from_unix(json.at("since"), surroundings);
    event.value = to_number(json.at("value"));
    event.limit = to_number(json.at("limit"));
    event.message = borrowed.text(json.at("message"));
    event.reproduce = borrowed.text(json.at("reproduce"));
    std::vector<vex_pair> evidence;
    for (const Json& pair : json.at("evidence")) {
      evidence.push_back({borrowed.text(pair.at(0)), borrowed.text(pair.at(1))});
    }
    event.evidence = evidence.data();
    event.evidence_count = evidence.size();
    return make(event.head, row.origin);
  }
  if (type == "state") {
    auto event = begin<vex_event_state>(VEX_EVENT_STATE, time);
    event.up = json.at("up");
    event.reason = json.at("reason");
    event.sentence = borrowed.text(json.at("sentence"));
    event.since = from_unix(json.at("since"), surroundings);
    return make(event.head);
  }
  if (type == "run_end") {
    auto event = begin<vex_event_run_end>(VEX_EVENT_RUN_END, time);
    event.status = json.at("status");
    event.reason = json.at("reason");
    event.sentence = borrowed.text(json.at("sentence"));
    return make(event.head);
  }
  if (type != "health") throw std::runtime_error("it holds no transition, but a \"" + type + '"');
  auto event = begin<vex_event_health>(VEX_EVENT_HEALTH, time);
  event.playable = json.at("playable");
  event.quality = json.at("quality");
  event.healthy = json.at("healthy");
  return make(event.head);
}

}  // namespace core::outbox
