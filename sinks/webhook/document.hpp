// Alerts as JSON and as the data of templates.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sinks/webhook/alert.hpp"
#include "sinks/webhook/template.hpp"
#include "sinks/webhook/words.hpp"

namespace sinks::webhook {

/// What all requests of a receiver have in common, and the time of this one.
struct Occasion {
  std::string receiver;      // the sink's name
  std::string external_url;  // where people reach the exporter
  Language language = Language::english;
  std::size_t longest_title = SIZE_MAX;  // bytes that the receiver accepts; longer ones are cut
  std::size_t longest_text = SIZE_MAX;   // likewise
  std::size_t longest_chunk = 2900;      // bytes of a piece of the text
  vex::Nanos unix_now{};
  vex::Nanos firing_for{};  // how long a firing alert is valid if it is not repeated
  std::string signature;    // inside the body, if the format has one there
};

/// The whole event: docs/webhook.schema.json describes it.
Json event_of(std::span<const Alert> alerts, const Occasion& occasion);

/// The event, and what templates need in addition: docs/webhook.md lists the names.
Json template_data(std::span<const Alert> alerts, const Occasion& occasion);

/// Alerts that use every name, for checking a template. One firing, one resolved, many.
std::vector<std::vector<Alert>> sample_alerts();

}  // namespace sinks::webhook
