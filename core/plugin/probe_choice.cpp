#include "core/plugin/probe_choice.hpp"

#include <algorithm>
#include <cctype>

#include "core/plugin/facts.hpp"

namespace core::plugin {
namespace {

bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() &&
         std::equal(ending.rbegin(), ending.rend(), text.rbegin(), same_letter);
}

bool claims_ending(const vex_plugin& plugin, std::string_view path) {
  for (const char* const* ending = plugin.probe->path_endings; *ending != nullptr; ++ending) {
    if (ends_with(path, *ending)) return true;
  }
  return false;
}

bool is_fallback(const vex_plugin& plugin) {
  return (plugin.probe->flags & VEX_PROBE_FALLBACK) != 0;
}

/// Chooses among the fallbacks, or among the others.
const vex_plugin* choose_among(const std::vector<const vex_plugin*>& probes, bool fallbacks,
                               std::string_view scheme, std::string_view path) {
  const vex_plugin* by_scheme = nullptr;
  for (const vex_plugin* plugin : probes) {
    if (is_fallback(*plugin) != fallbacks || !reads_scheme(*plugin, scheme)) continue;
    if (claims_ending(*plugin, path)) return plugin;
    if (by_scheme == nullptr && *plugin->probe->path_endings == nullptr) by_scheme = plugin;
  }
  return by_scheme;
}

}  // namespace

const vex_plugin* choose_probe(const std::vector<const vex_plugin*>& probes,
                               std::string_view scheme, std::string_view path) {
  const vex_plugin* claiming = choose_among(probes, false, scheme, path);
  return claiming != nullptr ? claiming : choose_among(probes, true, scheme, path);
}

bool reads_scheme(const vex_plugin& probe, std::string_view scheme) {
  for (const char* const* known = probe.probe->schemes; *known != nullptr; ++known) {
    const std::string_view name = *known;
    if (std::equal(name.begin(), name.end(), scheme.begin(), scheme.end(), same_letter)) {
      return true;
    }
  }
  return false;
}

std::string readable(const std::vector<const vex_plugin*>& probes) {
  std::string text;
  for (const vex_plugin* plugin : probes) {
    text.append(text.empty() ? "" : "; ").append(plugin->id).append(": ");
    text.append(joined(plugin->probe->schemes));
    const std::string endings = joined(plugin->probe->path_endings);
    if (!endings.empty()) text.append(" (").append(endings).append(")");
  }
  return text.empty() ? "nothing, for no probe is loaded" : text;
}

}  // namespace core::plugin
