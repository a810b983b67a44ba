// The plugins that were found, and the problems of those that could not be loaded.
#pragma once

#include <vex/plugin.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core::plugin {

enum class Kind { probe = 1, analyzer = 2, sink = 3 };

[[nodiscard]] std::string_view name_of(Kind kind) noexcept;
[[nodiscard]] Kind kind_of(const vex_plugin& plugin) noexcept;

struct Entry {
  const vex_plugin* plugin;
  Kind kind;
  std::filesystem::path file;  // empty for one that was added directly
};

/// A shared object, or one of its plugins, that cannot be used. Only fatal if the configuration
/// asks for that plugin.
struct Problem {
  std::filesystem::path file;
  std::string id;        // of the plugin, if known
  std::string sentence;  // names the file
};

/// Shared objects stay loaded for the life of the process; a Registry only lists them.
class Registry {
 public:
  /// `services` are the ids of the available host services.
  explicit Registry(std::vector<std::string> services);
  Registry(Registry&&) noexcept;
  Registry& operator=(Registry&&) noexcept;
  ~Registry();

  /// The program's own tables: their rules are configured and documented like those of plugins, and
  /// their names are reserved. Must be the first call. [startup]
  void declare_core(const vex_plugin& tables);

  /// nullptr: none were declared.
  [[nodiscard]] const vex_plugin* core() const noexcept;

  /// Loads every *.so in a folder, sorted by name. A missing folder is a problem only if
  /// `must_exist`. [startup]
  void load_folder(const std::filesystem::path& folder, bool must_exist);

  /// Loads one shared object. [startup]
  void load_file(const std::filesystem::path& file);

  /// Adds linked-in descriptors, for tests. [startup]
  void add(const vex_plugin* const* entry, const std::filesystem::path& file = {});

  [[nodiscard]] const Entry* find(std::string_view id) const;
  [[nodiscard]] const std::vector<Entry>& plugins() const noexcept;  // ordered by kind and id
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace core::plugin
