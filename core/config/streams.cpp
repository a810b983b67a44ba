#include "core/config/streams.hpp"

#include <vex/cpp/error.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "core/config/layer_keys.hpp"
#include "core/config/nearest.hpp"
#include "core/config/probe_for.hpp"
#include "core/config/stream_name.hpp"

namespace core::config {
namespace {

using plugin::Kind;

constexpr vex::Text url_key{"url", vex::required, "Where the stream is"};
constexpr vex::Text id_key{"id", "", "What the stream is called in its project"};
constexpr vex::Text name_key{"name", "", "The name label of the compatible metrics"};
constexpr vex::Text module_key{"module", "", "How the stream is watched"};

bool is_printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

/// The text of a tree: streams with equal text are watched alike.
void append_text(std::string& text, const Node& node) {
  text.append(std::to_string(static_cast<int>(node.kind))).append(node.text).push_back('\0');
  for (const Node& item : node.items) append_text(text, item);
  for (const Member& member : node.members) {
    text.append(member.key).push_back('\1');
    append_text(text, member.value);
  }
  text.push_back('\2');
}

std::string overrides_of(const Node& stream) {
  std::string text;
  for (const Member& member : stream.members) {
    if (!is_layer_key(member.key)) continue;
    text.append(member.key).push_back('\1');
    append_text(text, member.value);
  }
  return text;
}

/// The basis of the streams of one project that name the same module, or none.
struct Ground {
  Layer layer;
  std::unordered_map<std::string, WatchPtr> watches;  // by the stream's own settings
};

class Project {
 public:
  Project(std::string_view name, Reading& reading, const Plugins& plugins,
          const Foundation& foundation, WatchBuilder& builder)
      : name_(name),
        reading_(reading),
        plugins_(plugins),
        foundation_(foundation),
        builder_(builder) {}

  void read(const Node& node, const Path& path, std::vector<Stream>& streams) {
    if (node.kind == Node::Kind::list) {
      read_list(node, path, streams);
    } else if (node.kind == Node::Kind::map) {
      read_map(node, path, streams);
    } else if (node.kind == Node::Kind::scalar) {
      reading_.problems.add(node.at, path,
                            "must be a list of streams, or a map with the key streams");
    }
  }

 private:
  void read_map(const Node& node, const Path& path, std::vector<Stream>& streams) {
    Section section(node, path, reading_);
    module_ = read_module(section);
    layer_ = read_layer(section, plugins_);
    if (const Node* list = section.find("streams")) {
      if (list->kind == Node::Kind::list) {
        read_list(*list, section.path() / "streams", streams);
      } else {
        section.problem(*list, "streams",
                        "must be a list of streams, not " + std::string(name_of(list->kind)));
      }
    } else {
      reading_.problems.add(node.at, path, "the key streams is missing");
    }
    section.finish();
  }

  void read_list(const Node& node, const Path& path, std::vector<Stream>& streams) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      read_stream(node.items[i], path[i], streams);
    }
  }

  /// A stream is a map, or just a URL.
  void read_stream(const Node& node, const Path& path, std::vector<Stream>& streams) {
    if (node.kind == Node::Kind::scalar) {
      Node map(Node::Kind::map, node.at);
      map.members.push_back({url_key.name, node.at, node});
      read_stream(map, path, streams);
      return;
    }
    Section section(node, path, reading_);
    Stream stream;
    stream.project = name_;
    const auto url = read_url(section, stream);
    read_id(section, url, stream);
    if (auto name = section.text(name_key)) stream.name = *std::move(name);
    const auto module = read_module(section);
    const Layer own = read_layer(section, plugins_);
    section.finish();
    watch(node, path, module ? module : module_, own, stream);
    if (!url) return;
    if (stream.name.empty()) stream.name = stream_name(name_, stream.id, *url);
    choose_probe(section, *url, stream);
    streams.push_back(std::move(stream));
  }

  std::optional<net::Url> read_url(Section& section, Stream& stream) {
    const Node* node = section.find(url_key.name);
    if (node == nullptr || node->kind == Node::Kind::nothing) {
      reading_.problems.add(section.at(), section.path(), "the key url is missing");
      return std::nullopt;
    }
    auto text = section.text(url_key);
    if (!text) return std::nullopt;
    try {
      const net::Url url = net::parse_url(*text);
      stream.url = *std::move(text);
      stream.shown_url = foundation_.show_raw_urls ? stream.url : net::redact(url);
      return url;
    } catch (const vex::Error& error) {
      section.problem(*node, url_key.name, error.what());
      return std::nullopt;
    }
  }

  void read_id(Section& section, const std::optional<net::Url>& url, Stream& stream) {
    const Node* node = section.find(id_key.name);
    const Position at = node == nullptr ? section.at() : node->at;
    const Path path = node == nullptr ? section.path() : section.path() / id_key.name;
    if (auto id = section.text(id_key)) stream.id = *std::move(id);
    if (node != nullptr && node->kind == Node::Kind::scalar &&
        (stream.id.empty() || !is_printable(stream.id))) {
      reading_.problems.add(at, path, "must not be empty or hold control characters");
      return;
    }
    if (node == nullptr && url) stream.id = stream_id(*url);
    if (stream.id.empty()) return;
    const auto [first, is_new] = lines_.emplace(stream.id, at.line);
    if (is_new) return;
    reading_.problems.add(at, path,
                          "the id \"" + stream.id + "\" is there twice in this project, first in " +
                              "line " + std::to_string(first->second) +
                              (node == nullptr ? "; give one of them an id of its own" : ""));
  }

  std::optional<std::string> read_module(Section& section) {
    auto module = section.text(module_key);
    if (!module || foundation_.modules.contains(*module)) return module;
    std::vector<std::string_view> known;
    for (const auto& [id, layer] : foundation_.modules) known.push_back(id);
    section.problem(*section.find(module_key.name), module_key.name,
                    "there is no module " + in_quotes(*module) + "; " + suggestion(*module, known));
    return std::nullopt;
  }

  void watch(const Node& node, const Path& path, const std::optional<std::string>& module,
             const Layer& own, Stream& stream) {
    Ground& ground = ground_of(module.value_or(""));
    stream.labels = ground.layer.labels;
    merge_pairs(stream.labels, own.labels);
    WatchPtr& watch = ground.watches[overrides_of(node)];
    if (watch == nullptr) {
      Layer layer = ground.layer;
      layer.merge(own);
      watch = builder_.build(layer, node.at, path.text());
    }
    stream.watch = watch;
  }

  Ground& ground_of(const std::string& module) {
    const auto [entry, is_new] = grounds_.try_emplace(module);
    if (is_new) {
      Layer& layer = entry->second.layer;
      layer = foundation_.defaults;
      if (!module.empty()) layer.merge(foundation_.modules.find(module)->second);
      layer.merge(layer_);
    }
    return entry->second;
  }

  /// A probe that lacks a required option is not among those of the watch.
  void choose_probe(Section& section, const net::Url& url, Stream& stream) {
    try {
      const vex_plugin* chosen = probe_for(url, stream.watch->probe, plugins_.of(Kind::probe));
      if (chosen == nullptr) return;
      for (const auto& settings : stream.watch->probes) {
        if (&settings->plugin() == chosen) stream.probe = settings;
      }
      if (stream.probe != nullptr) return;
      for (const vex_option* option : plugin::missing_options(*chosen, {})) {
        reading_.problems.add(section.at(), section.path(),
                              "the probe \"" + std::string(chosen->id) + "\" needs the option \"" +
                                  option->name + "\": give it under probes." + chosen->id);
      }
    } catch (const std::invalid_argument& error) {
      section.problem(*section.find(url_key.name), url_key.name, error.what());
    }
  }

  const std::string name_;
  Reading& reading_;
  const Plugins& plugins_;
  const Foundation& foundation_;
  WatchBuilder& builder_;
  Layer layer_;
  std::optional<std::string> module_;
  std::map<std::string, Ground> grounds_;
  std::unordered_map<std::string, int> lines_;  // of the ids
};

}  // namespace

std::vector<Stream> read_streams(const Node& node, const Path& path, Reading& reading,
                                 const Plugins& plugins, const Foundation& foundation,
                                 WatchBuilder& builder) {
  std::vector<Stream> streams;
  if (node.kind == Node::Kind::scalar || node.kind == Node::Kind::list) {
    reading.problems.add(
        node.at, path,
        "must be a map of projects and their streams, not " + std::string(name_of(node.kind)));
  }
  for (const Member& member : node.members) {
    const Path project_path = path / member.key;
    if (member.key.empty() || !is_printable(member.key)) {
      reading.problems.add(member.at, project_path,
                           "the name of a project must not be empty or hold control characters");
    }
    Project(member.key, reading, plugins, foundation, builder)
        .read(member.value, project_path, streams);
  }
  return streams;
}

}  // namespace core::config
