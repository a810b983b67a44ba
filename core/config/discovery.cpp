#include "core/config/discovery.hpp"

#include <vex/cpp/error.hpp>
#include <vex/cpp/table.hpp>

#include <algorithm>
#include <array>

#include "core/config/layer_read.hpp"
#include "core/config/nearest.hpp"
#include "core/net/url.hpp"

namespace core::config {
namespace {

constexpr std::array<std::string_view, 6> stream_keys{"project", "id",    "name",
                                                      "module",  "probe", "url"};
constexpr std::size_t most_sources = 64;

constexpr vex::Text name_key{"name", "", "What the source is called in metrics and logs"};
constexpr vex::Map map_key{"map", "{}", "Labels of the targets that streams are made of"};
constexpr vex::Map labels_key{"labels", "{}", "Labels of targets that have none of that name"};
constexpr vex::Range refresh_range{"1s", "24h"};
constexpr vex::List files_key{"files", vex::required, "Files of targets, *.json or *.yml"};
constexpr vex::Duration file_refresh{
    "refresh_interval", "5m", "How often files are read beside their changes", refresh_range};
constexpr vex::Text url_key{"url", vex::required, "Where the targets are"};
constexpr vex::Duration http_refresh{"refresh_interval", "60s", "How often it is asked",
                                     refresh_range};
constexpr vex::Duration timeout_key{"timeout", "10s", "Of a whole request", {"100ms", "10m"}};
constexpr vex::Secret bearer_token{"bearer_token", "", "Sent as authorization"};

bool ends_with_one_of(const std::string& text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

bool is_source_label(std::string_view text) {
  return is_label_name(text) || (text.starts_with("__") && is_label_name(text.substr(2)));
}

class Reader {
 public:
  Reader(Section& parent, const std::vector<Module>& modules)
      : parent_(parent), modules_(modules) {}

  Discovery read() {
    Discovery discovery;
    each("file_sd", [&](Section& section, const std::string& place) {
      discovery.files.push_back(read_file_source(section, place));
    });
    each("http_sd", [&](Section& section, const std::string& place) {
      discovery.urls.push_back(read_http_source(section, place));
    });
    return discovery;
  }

 private:
  template <class Read>
  void each(const char* key, Read read_one) {
    const Node* node = parent_.find(key);
    if (node == nullptr || node->kind == Node::Kind::nothing) return;
    if (node->kind != Node::Kind::list) {
      return parent_.problem(*node, key,
                             "must be a list of sources, not " + std::string(name_of(node->kind)));
    }
    if (node->items.size() > most_sources) {
      return parent_.problem(*node, key, "has more than 64 sources");
    }
    const Path path = parent_.path() / key;
    for (std::size_t i = 0; i < node->items.size(); ++i) {
      Section section(node->items[i], path[i], parent_.reading());
      read_one(section, std::string(key) + "[" + std::to_string(i) + "]");
      section.finish();
    }
  }

  FileDiscovery read_file_source(Section& section, const std::string& place) {
    FileDiscovery source;
    read_common(section, place, source);
    source.refresh_interval = section.duration(file_refresh).value_or(std::chrono::minutes(5));
    const Node* node = section.find(files_key.name);
    if (node == nullptr) {
      section.reading().problems.add(section.at(), section.path(), "the key files is missing");
      return source;
    }
    const Path path = section.path() / files_key.name;
    const auto patterns = section.list(files_key).value_or(plugin::TextList{});
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      const std::filesystem::path pattern = section.reading().folder / patterns[i];
      const bool has_wild_folder =
          pattern.parent_path().string().find_first_of("*?[") != std::string::npos;
      if (!ends_with_one_of(patterns[i], {".json", ".yml", ".yaml"})) {
        section.reading().problems.add(
            node->items[i].at, path[i],
            in_quotes(node->items[i]) + " ends neither in .json nor in .yml or .yaml");
      } else if (has_wild_folder) {
        section.reading().problems.add(
            node->items[i].at, path[i],
            in_quotes(node->items[i]) + " has wildcards before its last part");
      }
      source.patterns.push_back(pattern.string());
    }
    return source;
  }

  HttpDiscovery read_http_source(Section& section, const std::string& place) {
    HttpDiscovery source;
    read_common(section, place, source);
    source.refresh_interval = section.duration(http_refresh).value_or(std::chrono::seconds(60));
    source.timeout = section.duration(timeout_key).value_or(source.timeout);
    source.tls = tls_of(read_tls(section));
    source.http = http_of(read_http(section));
    if (const auto token = section.text(bearer_token)) {
      const Path path = section.path() / bearer_token.name;
      if (std::any_of(token->begin(), token->end(), [](unsigned char c) { return c <= ' '; })) {
        section.reading().problems.add(section.at(), path, "must not hold spaces or line breaks");
      }
      if (!source.http.username.empty()) {
        section.reading().problems.add(section.at(), path,
                                       "stands beside http.username; one of them is used");
      }
      source.http.headers.emplace_back("Authorization", "Bearer " + *token);
    }
    read_url(section, source);
    return source;
  }

  static void read_url(Section& section, HttpDiscovery& source) {
    const Node* node = section.find(url_key.name);
    if (node == nullptr) {
      section.reading().problems.add(section.at(), section.path(), "the key url is missing");
      return;
    }
    source.url = section.text(url_key).value_or("");
    if (node->kind != Node::Kind::scalar) return;
    try {
      const net::Url url = net::parse_url(source.url);
      if (url.scheme == "http" || url.scheme == "https") return;
      section.problem(*node, url_key.name, "must be a URL of http or https");
    } catch (const vex::Error& error) {
      section.problem(*node, url_key.name, error.what());
    }
  }

  void read_common(Section& section, const std::string& place, DiscoverySource& source) {
    source.name = section.text(name_key).value_or(place);
    if (source.name.empty()) {
      section.problem(*section.find(name_key.name), name_key.name, "must not be empty");
    } else if (std::find(names_.begin(), names_.end(), source.name) != names_.end()) {
      section.reading().problems.add(
          section.at(), section.path() / name_key.name,
          "two sources are called " + in_quotes(source.name) + "; give one another name");
    }
    names_.push_back(source.name);
    read_map(section, source);
    read_labels(section, source);
  }

  static void read_map(Section& section, DiscoverySource& source) {
    const Path path = section.path() / map_key.name;
    for (auto& [key, label] : section.map(map_key).value_or(plugin::TextMap{})) {
      const Position at = section.find(map_key.name)->find(key)->at;
      if (!is_stream_key(key) && !is_label_name(key)) {
        section.reading().problems.add(at, path / key, not_a_key());
      }
      if (!is_source_label(label)) {
        section.reading().problems.add(at, path / key,
                                       in_quotes(label) + " is not the name of a label");
      }
      source.map.emplace_back(key, label);
    }
  }

  void read_labels(Section& section, DiscoverySource& source) {
    const Path path = section.path() / labels_key.name;
    for (auto& [key, value] : section.map(labels_key).value_or(plugin::TextMap{})) {
      const Position at = section.find(labels_key.name)->find(key)->at;
      if (!is_source_label(key)) {
        section.reading().problems.add(at, path / key, not_a_key());
      } else if (key == "module" && !has_module(value)) {
        std::vector<std::string_view> known;
        for (const Module& module : modules_) known.push_back(module.name);
        section.reading().problems.add(
            at, path / key,
            "there is no module " + in_quotes(value) + "; " + suggestion(value, known));
      }
      source.labels.emplace_back(key, value);
    }
  }

  [[nodiscard]] bool has_module(const std::string& name) const {
    return std::any_of(modules_.begin(), modules_.end(),
                       [&](const Module& module) { return module.name == name; });
  }

  static std::string not_a_key() {
    return "is neither project, id, name, module, probe or url nor the name of a label";
  }

  Section& parent_;
  const std::vector<Module>& modules_;
  std::vector<std::string> names_;
};

}  // namespace

bool is_stream_key(std::string_view key) {
  return std::find(stream_keys.begin(), stream_keys.end(), key) != stream_keys.end();
}

Discovery read_discovery(Section& section, const std::vector<Module>& modules) {
  return Reader(section, modules).read();
}

}  // namespace core::config
