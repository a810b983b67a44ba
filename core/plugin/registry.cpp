#include "core/plugin/registry.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <boost/dll/shared_library.hpp>
#include <map>
#include <set>
#include <system_error>
#include <vex/cpp/metric_name.hpp>

#include "core/plugin/table_check.hpp"

namespace core::plugin {
namespace {

namespace fs = std::filesystem;

constexpr const char* entry_symbol = "vex_entry_v1";

/// Later major versions that a message can name. None exists, but a user of one should be told.
constexpr int last_known_major = 16;

/// No object is ever unloaded, because rows, functions and texts of plugins are referenced from
/// everywhere.
constexpr auto load_mode = static_cast<boost::dll::load_mode::type>(
    boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local | RTLD_NODELETE);

std::string missing_entry(const boost::dll::shared_library& library) {
  for (int major = 0; major <= last_known_major; ++major) {
    if (library.has("vex_entry_v" + std::to_string(major))) {
      return "it is made for major version " + std::to_string(major) +
             " of the plugin interface, this program offers version 1";
    }
  }
  return std::string("it is not a plugin: it does not export ") + entry_symbol;
}

bool comes_before(const Entry& a, const Entry& b) {
  if (a.kind != b.kind) return a.kind < b.kind;
  return std::string_view(a.plugin->id) < b.plugin->id;
}

std::string shown(const fs::path& file) { return file.empty() ? "the program" : file.string(); }

}  // namespace

std::string_view name_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::probe:
      return "probe";
    case Kind::analyzer:
      return "analyzer";
    case Kind::sink:
      return "sink";
  }
  return "";
}

Kind kind_of(const vex_plugin& plugin) noexcept {
  if (plugin.probe != nullptr) return Kind::probe;
  return plugin.analyzer != nullptr ? Kind::analyzer : Kind::sink;
}

struct Registry::State {
  std::vector<std::string> services;
  const vex_plugin* core = nullptr;
  std::vector<Entry> entries;
  std::vector<Problem> problems;
  std::set<fs::path> files;
  std::map<std::string, const vex_plugin*, std::less<>> rules;
  std::map<std::string, std::pair<const vex_plugin*, std::uint32_t>, std::less<>> metric_types;

  void problem(const fs::path& file, const std::string& id, const std::string& sentence) {
    const std::string of_plugin = id.empty() ? "" : "plugin \"" + id + "\": ";
    problems.push_back({file, id, shown(file) + ": " + of_plugin + sentence});
  }

  [[nodiscard]] const Entry* find(std::string_view id) const {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.plugin->id == id; });
    return found == entries.end() ? nullptr : &*found;
  }

  void take(const vex_plugin& plugin, const fs::path& file) {
    const auto before = problems.size();
    if (plugin.id == nullptr || !is_word(plugin.id)) {
      problem(file, "", "a plugin's id is not made of a-z, 0-9 and _, a letter first");
      return;
    }
    if (core != nullptr && std::string_view(core->id) == plugin.id) {
      problem(file, plugin.id, "its id is taken by the program itself");
      return;
    }
    if (const Entry* first = find(plugin.id)) {
      problem(file, plugin.id, "its id is taken by " + shown(first->file));
      return;
    }
    for (const std::string& fault : faults_of(plugin, services)) problem(file, plugin.id, fault);
    if (problems.size() == before) check_shared_names(plugin, file);
    if (problems.size() != before) return;
    keep_shared_names(plugin);
    const Entry entry{&plugin, kind_of(plugin), file};
    entries.insert(std::upper_bound(entries.begin(), entries.end(), entry, comes_before), entry);
  }

  /// Rule ids and exported metrics are shared by all plugins: the first one owns a rule and decides
  /// the type of a metric, since a family can have only one.
  void check_shared_names(const vex_plugin& plugin, const fs::path& file) {
    for (const vex_rule* const* row = plugin.rules; *row != nullptr; ++row) {
      const auto owner = rules.find((*row)->id);
      if (owner == rules.end()) continue;
      problem(file, plugin.id,
              "rule \"" + owner->first + "\" is declared by the plugin \"" + owner->second->id +
                  "\" already");
    }
    for (const vex_metric* const* row = plugin.metrics; *row != nullptr; ++row) {
      if (((*row)->flags & VEX_METRIC_INTERNAL) != 0) continue;
      const auto owner = metric_types.find(vex::full_name(**row));
      if (owner == metric_types.end() || owner->second.second == (*row)->type) continue;
      problem(file, plugin.id,
              "metric \"" + owner->first + "\" is declared by the plugin \"" +
                  owner->second.first->id + "\" with another type");
    }
  }

  void keep_shared_names(const vex_plugin& plugin) {
    for (const vex_rule* const* row = plugin.rules; *row != nullptr; ++row) {
      rules.emplace((*row)->id, &plugin);
    }
    for (const vex_metric* const* row = plugin.metrics; *row != nullptr; ++row) {
      if (((*row)->flags & VEX_METRIC_INTERNAL) != 0) continue;
      metric_types.emplace(vex::full_name(**row), std::pair(&plugin, (*row)->type));
    }
  }
};

Registry::Registry(std::vector<std::string> services) : state_(std::make_unique<State>()) {
  state_->services = std::move(services);
}
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(Registry&&) noexcept = default;
Registry::~Registry() = default;

void Registry::declare_core(const vex_plugin& tables) {
  state_->core = &tables;
  state_->keep_shared_names(tables);
}

const vex_plugin* Registry::core() const noexcept { return state_->core; }

void Registry::load_folder(const fs::path& folder, bool must_exist) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& item : fs::directory_iterator(folder, error)) {
    if (item.path().extension() == ".so") files.push_back(item.path());
  }
  if (error && must_exist) {
    state_->problem(folder, "", "the folder cannot be read: " + error.message());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) load_file(file);
}

void Registry::load_file(const fs::path& file) {
  std::error_code ignored;
  const fs::path real = fs::weakly_canonical(file, ignored);
  if (!state_->files.insert(real.empty() ? file : real).second) return;
  boost::dll::fs::error_code error;
  ::dlerror();
  const boost::dll::shared_library library(boost::dll::fs::path(file.native()), error, load_mode);
  if (error) {
    const char* why = ::dlerror();
    state_->problem(
        file, "", "it cannot be loaded: " + (why == nullptr ? error.message() : std::string(why)));
    return;
  }
  if (!library.has(entry_symbol)) {
    state_->problem(file, "", missing_entry(library));
    return;
  }
  const auto& entry = library.get<const vex_entry>(entry_symbol);
  if (entry == nullptr) {
    state_->problem(file, "", std::string("its ") + entry_symbol + " is NULL");
    return;
  }
  add(entry, file);
}

void Registry::add(const vex_plugin* const* entry, const fs::path& file) {
  for (; *entry != nullptr; ++entry) state_->take(**entry, file);
}

const Entry* Registry::find(std::string_view id) const { return state_->find(id); }

const std::vector<Entry>& Registry::plugins() const noexcept { return state_->entries; }

const std::vector<Problem>& Registry::problems() const noexcept { return state_->problems; }

}  // namespace core::plugin
