#include <algorithm>

#include "core/config/layer_keys.hpp"
#include "core/config/layer_read.hpp"
#include "core/plugin/grammar.hpp"

namespace core::config {
namespace {

using plugin::Kind;

/// Options under the id of a plugin: {health: {good_bitrate: 3000000}}.
void read_into(Layer& layer, const vex_plugin& plugin, const Node& node, const Path& path,
               Reading& reading) {
  Section section(node, path, reading);
  for (auto& [row, value] : read_options(plugin, section)) {
    layer.options[&plugin].insert_or_assign(row, value);
  }
  section.finish();
}

class AnalyzerReader {
 public:
  AnalyzerReader(Layer& layer, const Plugins& plugins, Reading& reading)
      : layer_(layer), plugins_(plugins), reading_(reading) {}

  /// [traffic, health: {good_bitrate: 3000000}]: exactly these.
  void read_list(const Node& node, const Path& path) {
    std::vector<const vex_plugin*> chain;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const vex_plugin* plugin = read_item(node.items[i], path[i]);
      if (plugin == nullptr) continue;
      if (std::find(chain.begin(), chain.end(), plugin) != chain.end()) {
        reading_.problems.add(node.items[i].at, path[i],
                              "\"" + std::string(plugin->id) + "\" is in the list twice");
      }
      chain.push_back(plugin);
    }
    layer_.analyzers.list = std::move(chain);
  }

  /// {health: {good_bitrate: 3000000}, stability: off}: changes to the earlier layers' analyzers.
  void read_map(const Node& node, const Path& path) {
    for (const Member& member : node.members) {
      const Path item = path / member.key;
      const vex_plugin* plugin = find(member.key, member.at, item);
      if (plugin == nullptr) continue;
      bool is_on = true;
      if (member.value.kind == Node::Kind::scalar) {
        is_on = read_switch(member.value, item);
      } else {
        read_into(layer_, *plugin, member.value, item, reading_);
      }
      layer_.analyzers.switches.emplace_back(plugin, is_on);
    }
  }

 private:
  const vex_plugin* find(std::string_view id, Position at, const Path& path) {
    return plugins_.named(id, Kind::analyzer, at, path, reading_.problems);
  }

  const vex_plugin* read_item(const Node& item, const Path& path) {
    if (item.kind == Node::Kind::scalar) return find(item.text, item.at, path);
    if (item.kind != Node::Kind::map || item.members.size() != 1) {
      reading_.problems.add(item.at, path,
                            "must be the id of an analyzer, or one with its options, such as "
                            "health: {good_bitrate: 3000000}");
      return nullptr;
    }
    const Member& member = item.members.front();
    const vex_plugin* plugin = find(member.key, member.at, path);
    if (plugin != nullptr) {
      read_into(layer_, *plugin, member.value, path / member.key, reading_);
    }
    return plugin;
  }

  bool read_switch(const Node& node, const Path& path) {
    const auto is_on = plugin::bool_from(node.text);
    if (!is_on) {
      reading_.problems.add(node.at, path,
                            in_quotes(node) + " is neither on or off nor a map of options");
    }
    return is_on.value_or(true);
  }

  Layer& layer_;
  const Plugins& plugins_;
  Reading& reading_;
};

void read_probes(Section& section, const Plugins& plugins, Layer& layer) {
  layer.probe = section.text(key::probe);
  if (layer.probe && !layer.probe->empty()) {
    const Path path = section.path() / "probe";
    static_cast<void>(plugins.named(*layer.probe, Kind::probe, section.find("probe")->at, path,
                                    section.reading().problems));
  }
  const Node* probes = section.find("probes");
  if (probes == nullptr) return;
  const Path path = section.path() / "probes";
  for (const Member& member : probes->members) {
    const Path item = path / member.key;
    const vex_plugin* plugin =
        plugins.named(member.key, Kind::probe, member.at, item, section.reading().problems);
    if (plugin != nullptr) read_into(layer, *plugin, member.value, item, section.reading());
  }
  if (probes->kind != Node::Kind::map) {
    section.problem(
        *probes, "probes",
        "must be a map of probes and their options, not " + std::string(name_of(probes->kind)));
  }
}

}  // namespace

void read_layer_plugins(Section& section, const Plugins& plugins, Layer& layer) {
  read_probes(section, plugins, layer);
  const Node* node = section.find("analyzers");
  if (node == nullptr) return;
  AnalyzerReader reader(layer, plugins, section.reading());
  const Path path = section.path() / "analyzers";
  if (node->kind == Node::Kind::list) {
    reader.read_list(*node, path);
  } else if (node->kind == Node::Kind::map) {
    reader.read_map(*node, path);
  } else {
    section.problem(*node, "analyzers",
                    "must be a list of those to run, or a map of changes, not " +
                        std::string(name_of(node->kind)));
  }
}

}  // namespace core::config
