#include "core/config/sinks.hpp"

#include <vex/cpp/table.hpp>

#include <algorithm>
#include <array>

#include "core/plugin/grammar.hpp"

namespace core::config {
namespace {

using plugin::Kind;

constexpr std::array<std::string_view, 2> default_sinks{"prometheus", "log"};
constexpr vex::Text name_key{"name", "", "Which instance of the sink this is"};

class Reader {
 public:
  Reader(Reading& reading, const Plugins& plugins) : reading_(reading), plugins_(plugins) {}

  void read(const Node& node, const Path& path) {
    for (const Member& member : node.members) {
      const Path item = path / member.key;
      const vex_plugin* plugin =
          plugins_.named(member.key, Kind::sink, member.at, item, reading_.problems);
      if (plugin != nullptr) read_sink(*plugin, member.value, item);
    }
  }

  void add_defaults(const Node* node) {
    for (const std::string_view id : default_sinks) {
      if (node != nullptr && node->find(id) != nullptr) continue;
      const vex_plugin* plugin = plugins_.find(id, Kind::sink);
      if (plugin == nullptr || !plugin::missing_options(*plugin, {}).empty()) continue;
      sinks_.push_back({std::string(id), plugin::make_settings(*plugin)});
    }
  }

  [[nodiscard]] std::vector<Sink> take() { return std::move(sinks_); }

 private:
  void read_sink(const vex_plugin& plugin, const Node& node, const Path& path) {
    if (node.kind == Node::Kind::list) {
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        read_instance(plugin, node.items[i], path[i]);
      }
    } else if (node.kind != Node::Kind::scalar) {
      read_instance(plugin, node, path);
    } else if (const auto is_on = plugin::bool_from(node.text); !is_on) {
      reading_.problems.add(node.at, path,
                            in_quotes(node) + " is neither on or off nor a map of options");
    } else if (*is_on) {
      read_instance(plugin, {Node::Kind::nothing, node.at}, path);
    }
  }

  void read_instance(const vex_plugin& plugin, const Node& node, const Path& path) {
    Section section(node, path, reading_);
    const std::string name = section.text(name_key).value_or(plugin.id);
    const auto given = read_options(plugin, section);
    section.finish();
    if (name.empty())
      section.problem(*node.find(name_key.name), name_key.name, "must not be empty");
    const auto same_name = [&](const Sink& sink) { return sink.name == name; };
    if (std::any_of(sinks_.begin(), sinks_.end(), same_name)) {
      const Node* at = node.find(name_key.name);
      const Path key = at == nullptr ? path : section.path() / name_key.name;
      reading_.problems.add(at == nullptr ? node.at : at->at, key,
                            "two sinks are called \"" + name + "\"; give one another name");
    }
    if (!has_required_options(plugin, given, node.at, path.text(), reading_.problems)) return;
    sinks_.push_back({name, plugin::make_settings(plugin, given)});
  }

  Reading& reading_;
  const Plugins& plugins_;
  std::vector<Sink> sinks_;
};

}  // namespace

std::vector<Sink> read_sinks(const Node* node, const Path& path, Reading& reading,
                             const Plugins& plugins) {
  Reader reader(reading, plugins);
  reader.add_defaults(node);
  if (node != nullptr) {
    const bool is_map = node->kind == Node::Kind::map || node->kind == Node::Kind::nothing;
    if (!is_map) {
      reading.problems.add(
          node->at, path,
          "must be a map of sinks and their options, not " + std::string(name_of(node->kind)));
    }
    reader.read(*node, path);
  }
  return reader.take();
}

}  // namespace core::config
