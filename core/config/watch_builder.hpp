// Builds watches from layers. Equal parts exist once.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/config/layer.hpp"

namespace core::config {

/// Analyzers that run unless the configuration says otherwise.
[[nodiscard]] const std::vector<std::string_view>& default_analyzers();

class WatchBuilder {
 public:
  /// `previous`: the configuration in use, or nullptr. Parts that are unchanged are the same object
  /// as there.
  WatchBuilder(const Plugins& plugins, Problems& problems, const Config* previous = nullptr);

  /// If it cannot be built, a problem is reported at `at`.
  [[nodiscard]] WatchPtr build(const Layer& layer, Position at, const std::string& key);

 private:
  void know(const WatchPtr& watch);
  [[nodiscard]] std::vector<const vex_plugin*> chain_of(const ChainLayer& layer, Position at,
                                                        const std::string& key) const;
  [[nodiscard]] plugin::SettingsPtr settings_of(const vex_plugin& plugin, const Layer& layer);

  const Plugins& plugins_;
  Problems& problems_;
  std::unordered_multimap<std::size_t, plugin::SettingsPtr> settings_;
  std::unordered_multimap<std::size_t, WatchPtr> watches_;
};

}  // namespace core::config
