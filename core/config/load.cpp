#include "core/config/load.hpp"

#include <vex/cpp/table.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

#include "core/config/discovery.hpp"
#include "core/config/program.hpp"
#include "core/config/sinks.hpp"
#include "core/config/streams.hpp"
#include "core/config/unreadable.hpp"

namespace core::config {
namespace {

constexpr vex::List plugin_path{"path", "[]", "Folders with further plugins"};
constexpr vex::List plugin_load{"load", "[]", "Ids of the plugins that may be used"};

/// Reads the parts of the file in the order in which they build on each other.
class Loader {
 public:
  /// `loading`: where plugins are loaded, or nullptr; `running`: the configuration in use, or
  /// nullptr.
  Loader(const Node& root, Reading& reading, const plugin::Registry& registry,
         plugin::Registry* loading, const Config* running)
      : reading_(reading),
        registry_(registry),
        loading_(loading),
        running_(running),
        root_(root, Path(), reading) {}

  void run(Config& config) {
    const Plugins plugins(registry_, read_plugin_section(config));
    check_loaded(plugins);
    WatchBuilder builder(plugins, reading_.problems, running_);
    Foundation foundation;
    read_exporter_section(config, foundation, plugins);
    foundation.show_raw_urls = config.exporter.show_raw_urls;
    if (const Node* node = root_.find("engine")) {
      read_section(*node, "engine",
                   [&](Section& section) { config.engine = read_engine(section); });
    }
    if (const Node* node = root_.find("web")) {
      read_section(*node, "web", [&](Section& section) { config.web = read_web(section); });
    }
    if (const Node* node = root_.find("defaults")) {
      read_section(*node, "defaults", [&](Section& section) {
        foundation.defaults.merge(read_layer(section, plugins));
      });
    }
    config.defaults = builder.build(foundation.defaults, root_.at(), "");
    config.default_labels = foundation.defaults.labels;
    read_modules(config, foundation, plugins, builder);
    read_stream_section(config, foundation, plugins, builder);
    if (const Node* node = root_.find("discovery")) {
      read_section(*node, "discovery", [&](Section& section) {
        config.discovery = read_discovery(section, config.modules);
      });
    }
    config.sinks = read_sinks(root_.find("sinks"), Path() / "sinks", reading_, plugins);
    root_.finish();
    if (!reading_.problems.empty()) explain_missing_plugins(config);
  }

 private:
  template <class Read>
  void read_section(const Node& node, std::string_view key, Read read) {
    Section section(node, root_.path() / key, reading_);
    read(section);
    section.finish();
  }

  std::optional<std::vector<std::string>> read_plugin_section(Config& config) {
    std::optional<std::vector<std::string>> allowed;
    const Node* node = root_.find("plugins");
    if (node == nullptr) return allowed;
    read_section(*node, "plugins", [&](Section& section) {
      config.plugin_folders = section.list(plugin_path).value_or(plugin::TextList{});
      for (std::size_t i = 0; i < config.plugin_folders.size(); ++i) {
        load_folder(section, config.plugin_folders[i], i);
      }
      allowed = section.list(plugin_load);
    });
    return allowed;
  }

  void load_folder(Section& section, const std::string& name, std::size_t index) {
    const std::filesystem::path folder = reading_.folder / name;
    if (std::error_code ignored; std::filesystem::is_directory(folder, ignored)) {
      if (loading_ != nullptr) loading_->load_folder(folder, true);
      return;
    }
    const Path path = section.path() / plugin_path.name;
    const Node& node = section.find(plugin_path.name)->items[index];
    reading_.problems.add(node.at, path[index], in_quotes(node) + " is not a folder");
  }

  /// The problems may be caused by a missing plugin that only a restart loads.
  void explain_missing_plugins(const Config& config) {
    if (running_ == nullptr || config.plugin_folders == running_->plugin_folders) return;
    const Node& section = *root_.find("plugins");
    const Path path = root_.path() / "plugins";
    reading_.problems.add(section.find(plugin_path.name)->at, path / plugin_path.name,
                          "has changed: plugins are loaded at the start of the exporter only");
  }

  /// Every plugin in `plugins.load` must exist, whatever its kind.
  void check_loaded(const Plugins& plugins) {
    const Node* section = root_.find("plugins");
    const Node* load = section == nullptr ? nullptr : section->find(plugin_load.name);
    if (load == nullptr) return;
    const Path section_path = root_.path() / "plugins";
    const Path path = section_path / plugin_load.name;
    for (std::size_t i = 0; i < load->items.size(); ++i) {
      const Node& item = load->items[i];
      if (item.kind != Node::Kind::scalar || registry_.find(item.text) != nullptr) continue;
      reading_.problems.add(item.at, path[i], plugins.why_not_loaded(item.text));
    }
  }

  void read_exporter_section(Config& config, Foundation& foundation, const Plugins& plugins) {
    const Node* node = root_.find("exporter");
    if (node == nullptr) return;
    read_section(*node, "exporter", [&](Section& section) {
      config.exporter = read_exporter(section);
      foundation.defaults = read_sampling(section, plugins);
    });
  }

  void read_modules(Config& config, Foundation& foundation, const Plugins& plugins,
                    WatchBuilder& builder) {
    const Node* node = root_.find("modules");
    if (node == nullptr) return;
    const Path path = root_.path() / "modules";
    const Section shape(*node, path, reading_);
    for (const Member& member : node->members) {
      const Path item = path / member.key;
      Section section(member.value, item, reading_);
      Layer& module = foundation.modules[member.key];
      module = read_layer(section, plugins);
      section.finish();
      Layer layer = foundation.defaults;
      layer.merge(module);
      config.modules.push_back(
          {member.key, builder.build(layer, member.at, item.text()), layer.labels});
    }
  }

  void read_stream_section(Config& config, const Foundation& foundation, const Plugins& plugins,
                           WatchBuilder& builder) {
    const Node* node = root_.find("streams");
    if (node == nullptr) return;
    config.streams =
        read_streams(*node, root_.path() / "streams", reading_, plugins, foundation, builder);
    check_threads(config);
  }

  /// A continuously watched stream keeps its thread, so those beyond the limit would never be
  /// watched.
  void check_threads(const Config& config) {
    const auto count =
        std::count_if(config.streams.begin(), config.streams.end(), [](const Stream& stream) {
          return stream.watch != nullptr && stream.watch->mode == Mode::continuous &&
                 stream.probe != nullptr &&
                 (stream.probe->plugin().probe->flags & VEX_PROBE_BLOCKS) != 0;
        });
    if (count <= static_cast<std::ptrdiff_t>(config.engine.blocking_threads)) return;
    const Node* engine = root_.find("engine");
    reading_.problems.add((engine == nullptr ? root_.find("streams") : engine)->at,
                          root_.path() / "engine" / "blocking_threads",
                          "is " + std::to_string(config.engine.blocking_threads) + ", but " +
                              std::to_string(count) +
                              " streams are watched all the time by probes that need a thread "
                              "each: raise it, or sample some of them");
  }

  Reading& reading_;
  const plugin::Registry& registry_;
  plugin::Registry* const loading_;
  const Config* const running_;
  Section root_;
};

std::ifstream open(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::error_code ignored;
  if (!in || std::filesystem::is_directory(file, ignored)) {
    throw InvalidConfig(file.string(),
                        {{{}, {}, "the file cannot be read: " + why_unreadable(file)}});
  }
  return in;
}

Config read(std::istream& from, const std::filesystem::path& file, const Environment& environment,
            const plugin::Registry& registry, plugin::Registry* loading, const Config* running) {
  std::istringstream in(std::string(std::istreambuf_iterator<char>(from), {}));
  Problems problems;
  Node root = read_document(in, problems);
  if (root.kind != Node::Kind::nothing || problems.empty()) {
    substitute(root, environment, problems);
    Reading reading{problems, file.parent_path()};
    Config config;
    config.file = file;
    config.fingerprint = fingerprint_of(in.str());
    Loader(root, reading, registry, loading, running).run(config);
    if (problems.empty()) return config;
  }
  throw InvalidConfig(file.string(), problems.in_order());
}

}  // namespace

std::size_t fingerprint_of(std::string_view content) {
  return std::hash<std::string_view>{}(content);
}

Config load(const std::filesystem::path& file, plugin::Registry& registry,
            const Environment& environment) {
  std::ifstream in = open(file);
  return load(in, file, registry, environment);
}

Config load(std::istream& in, const std::filesystem::path& file, plugin::Registry& registry,
            const Environment& environment) {
  return read(in, file, environment, registry, &registry, nullptr);
}

Config reload(const plugin::Registry& registry, const Config& running,
              const Environment& environment) {
  std::ifstream in = open(running.file);
  return read(in, running.file, environment, registry, nullptr, &running);
}

}  // namespace core::config
