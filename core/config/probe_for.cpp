#include "core/config/probe_for.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/plugin/facts.hpp"
#include "core/plugin/probe_choice.hpp"

namespace core::config {
namespace {

const vex_plugin* claiming(const net::Url& url, const std::vector<const vex_plugin*>& probes) {
  if (const auto* chosen = plugin::choose_probe(probes, url.scheme, url.path)) return chosen;
  const bool is_scheme_known = std::any_of(probes.begin(), probes.end(), [&](const auto* probe) {
    return plugin::reads_scheme(*probe, url.scheme);
  });
  const std::string why = is_scheme_known
                              ? "no probe claims a URL with this path: name one with the key probe"
                              : "no probe reads the scheme \"" + url.scheme + "\"";
  throw std::invalid_argument(why + "; what can be read: " + plugin::readable(probes));
}

}  // namespace

const vex_plugin* probe_for(const net::Url& url, const std::string& named,
                            const std::vector<const vex_plugin*>& probes) {
  if (named.empty()) return claiming(url, probes);
  for (const vex_plugin* probe : probes) {
    if (named != probe->id) continue;
    if (plugin::reads_scheme(*probe, url.scheme)) return probe;
    throw std::invalid_argument("the probe \"" + named + "\" does not read the scheme \"" +
                                url.scheme + "\", only " + plugin::joined(probe->probe->schemes));
  }
  return nullptr;
}

}  // namespace core::config
