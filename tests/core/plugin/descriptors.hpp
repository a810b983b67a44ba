// Descriptors for tests: sound ones, from which a test breaks what it is about.
#pragma once

#include <vex/plugin.h>

#include <array>
#include <initializer_list>
#include <vector>

namespace core::plugin {

inline constexpr std::array<const char*, 1> no_words{nullptr};
inline constexpr std::array<const vex_option*, 1> no_options{nullptr};
inline constexpr std::array<const vex_metric*, 1> no_metrics{nullptr};
inline constexpr std::array<const vex_rule*, 1> no_rules{nullptr};

inline vex_status create_nothing(const vex_host*, const vex_setup*, void**, vex_error*) {
  return VEX_OK;
}
inline void destroy_nothing(void*) {}
inline vex_status ignore_event(void*, const vex_event*, vex_error*) { return VEX_OK; }
inline vex_status run_nothing(void*, const vex_run*, vex_error*) { return VEX_OK; }
inline vex_status succeed(void*, vex_error*) { return VEX_OK; }
inline vex_status consume_nothing(void*, const vex_record*, std::size_t, vex_error*) {
  return VEX_OK;
}
inline void close_nothing(void*) {}

inline constexpr vex_analyzer idle_analyzer{0, VEX_PAYLOAD_HEADERS, VEX_LIFETIME_RUN, ignore_event,
                                            nullptr};
inline constexpr vex_sink idle_sink{
    0, 0, 0, succeed, consume_nothing, nullptr, succeed, close_nothing};

/// An analyzer without options, metrics and rules.
inline vex_plugin analyzer_plugin(const char* id) {
  return {id,
          "1.0.0",
          "Does nothing",
          no_options.data(),
          no_metrics.data(),
          no_rules.data(),
          no_words.data(),
          no_words.data(),
          create_nothing,
          destroy_nothing,
          nullptr,
          &idle_analyzer,
          nullptr};
}

inline vex_plugin sink_plugin(const char* id) {
  vex_plugin plugin = analyzer_plugin(id);
  plugin.analyzer = nullptr;
  plugin.sink = &idle_sink;
  return plugin;
}

inline vex_plugin probe_plugin(const char* id, const vex_probe& probe) {
  vex_plugin plugin = analyzer_plugin(id);
  plugin.analyzer = nullptr;
  plugin.probe = &probe;
  return plugin;
}

/// The NULL-terminated table that an entry, or a table of rows, is.
template <class Row>
std::vector<const Row*> table(std::initializer_list<const Row*> rows) {
  std::vector<const Row*> result(rows);
  result.push_back(nullptr);
  return result;
}

}  // namespace core::plugin
