#include "core/config/layer_read.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/config/layer_keys.hpp"

namespace core::config {
namespace {

/// Without `labels`, which do not affect how a stream is watched.
constexpr std::array<std::string_view, 20> watch_keys{"mode",
                                                      "timeout",
                                                      "resolve_timeout",
                                                      "connect_timeout",
                                                      "tls_timeout",
                                                      "request_timeout",
                                                      "first_media_timeout",
                                                      "idle_timeout",
                                                      "liveness_timeout",
                                                      "window",
                                                      "check_interval",
                                                      "sample_duration",
                                                      "min_keyframes",
                                                      "max_retries",
                                                      "tls",
                                                      "http",
                                                      "probe",
                                                      "probes",
                                                      "analyzers",
                                                      "rules"};

TimeoutLayer read_timeouts(Section& section) {
  return {.all = section.duration(key::timeout),
          .resolve = section.duration(key::resolve_timeout),
          .connect = section.duration(key::connect_timeout),
          .tls = section.duration(key::tls_timeout),
          .request = section.duration(key::request_timeout),
          .first_media = section.duration(key::first_media_timeout),
          .idle = section.duration(key::idle_timeout)};
}

/// A name according to RFC 9110 5.6.2, and a value without control characters, since a line break
/// in either would start another header or request.
bool is_header(std::string_view name, std::string_view value) {
  const auto is_token = [](unsigned char c) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return std::isalnum(c) != 0 || marks.find(static_cast<char>(c)) != std::string_view::npos;
  };
  const auto is_control = [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_token) &&
         std::none_of(value.begin(), value.end(), is_control);
}

Pairs read_headers(Section& section) {
  Pairs headers;
  for (auto& [name, value] : section.map(key::headers).value_or(plugin::TextMap{})) {
    if (!is_header(name, value)) {
      const Path path = section.path() / "headers";
      section.reading().problems.add(section.find("headers")->find(name)->at, path / name,
                                     "cannot be sent as a header: its name or value holds a "
                                     "character that HTTP does not allow there");
    }
    headers.emplace_back(name, value);
  }
  return headers;
}

void read_mode(Section& section, Layer& layer) {
  if (const auto mode = section.text(key::mode)) {
    layer.mode = *mode == "sampled" ? Mode::sampled : Mode::continuous;
  }
  layer.check_interval = section.duration(key::check_interval);
  layer.sample_duration = section.duration(key::sample_duration);
  layer.min_keyframes = section.count(key::min_keyframes);
  layer.max_retries = section.count(key::max_retries);
  for (const char* key : {"check_interval", "sample_duration", "min_keyframes"}) {
    const Node* node = section.find(key);
    if (node == nullptr) continue;
    if (!layer.mode) layer.mode = Mode::sampled;
    if (layer.mode == Mode::continuous) {
      section.problem(*node, key, "has no effect beside mode: continuous");
    }
  }
}

}  // namespace

TlsLayer read_tls(Section& parent) {
  const Node* node = parent.find("tls");
  if (node == nullptr) return {};
  Section section(*node, parent.path() / "tls", parent.reading());
  TlsLayer tls{.ca_file = section.text(key::ca_file),
               .certificate_file = section.text(key::certificate_file),
               .key_file = section.text(key::key_file),
               .server_name = section.text(key::server_name),
               .insecure = section.flag(key::insecure)};
  if (tls.certificate_file.has_value() != tls.key_file.has_value()) {
    section.reading().problems.add(section.at(), section.path(),
                                   "certificate_file and key_file go together");
  }
  section.finish();
  return tls;
}

HttpLayer read_http(Section& parent) {
  const Node* node = parent.find("http");
  if (node == nullptr) return {};
  Section section(*node, parent.path() / "http", parent.reading());
  HttpLayer http{.headers = read_headers(section),
                 .username = section.text(key::username),
                 .password = section.text(key::password)};
  section.finish();
  return http;
}

bool is_label_name(std::string_view text) {
  return !text.starts_with("__") && !text.empty() &&
         std::isdigit(static_cast<unsigned char>(text.front())) == 0 &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

Pairs read_labels(Section& section) {
  Pairs labels;
  for (auto& [name, value] : section.map(key::labels).value_or(plugin::TextMap{})) {
    const Path path = section.path() / "labels";
    const Position at = section.find("labels")->find(name)->at;
    if (!is_label_name(name)) {
      section.reading().problems.add(at, path / name,
                                     "is not the name of a label: those are made of letters, "
                                     "digits and _, no digit first, no __ in front");
    } else if (name == "project" || name == "id") {
      section.reading().problems.add(at, path / name, "is a label that every series has");
    }
    labels.emplace_back(name, value);
  }
  return labels;
}

bool is_layer_key(std::string_view key) {
  return std::find(watch_keys.begin(), watch_keys.end(), key) != watch_keys.end();
}

Layer read_layer(Section& section, const Plugins& plugins) {
  Layer layer;
  read_mode(section, layer);
  layer.timeouts = read_timeouts(section);
  layer.liveness_timeout = section.duration(key::liveness_timeout);
  layer.window = section.duration(key::window);
  layer.tls = read_tls(section);
  layer.http = read_http(section);
  layer.rules = read_rules(section, plugins);
  layer.labels = read_labels(section);
  read_layer_plugins(section, plugins, layer);
  return layer;
}

Layer read_sampling(Section& section, const Plugins& plugins) {
  Layer layer;
  layer.check_interval = section.duration(key::check_interval);
  layer.sample_duration = section.duration(key::sample_duration);
  layer.min_keyframes = section.count(key::min_keyframes);
  layer.max_retries = section.count(key::max_retries);
  if (layer.check_interval || layer.sample_duration || layer.min_keyframes) {
    layer.mode = Mode::sampled;
  }
  const vex_plugin* health = plugins.find("health", plugin::Kind::analyzer);
  if (layer.min_keyframes && health != nullptr) {
    for (const vex_option* const* row = health->options; *row != nullptr; ++row) {
      if (std::string_view((*row)->name) != key::min_keyframes.name) continue;
      layer.options[health][*row] = std::int64_t{*layer.min_keyframes};
    }
  }
  return layer;
}

}  // namespace core::config
