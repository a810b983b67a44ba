#include "core/plugin/chain.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace core::plugin {
namespace {

bool must_wait_for(const vex_plugin& plugin, std::string_view id) {
  for (const char* const* after = plugin.after; *after != nullptr; ++after) {
    if (id == *after) return true;
  }
  return false;
}

[[noreturn]] void refuse(const std::vector<const vex_plugin*>& waiting) {
  std::string ids;
  for (const vex_plugin* plugin : waiting) ids.append(ids.empty() ? "" : ", ").append(plugin->id);
  throw CyclicChain("these analyzers wait for each other to run first: " + ids);
}

}  // namespace

std::vector<const vex_plugin*> in_chain_order(std::vector<const vex_plugin*> analyzers) {
  std::vector<const vex_plugin*> ordered;
  while (!analyzers.empty()) {
    const auto is_ready = [&](const vex_plugin* candidate) {
      return std::none_of(analyzers.begin(), analyzers.end(), [&](const vex_plugin* other) {
        return must_wait_for(*candidate, other->id);
      });
    };
    const auto next = std::find_if(analyzers.begin(), analyzers.end(), is_ready);
    if (next == analyzers.end()) refuse(analyzers);
    ordered.push_back(*next);
    analyzers.erase(next);
  }
  return ordered;
}

}  // namespace core::plugin
