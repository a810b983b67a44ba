// The order in which the analyzers of a stream see its events.
#pragma once

#include <vex/plugin.h>

#include <stdexcept>
#include <vector>

namespace core::plugin {

/// Analyzers that must each run after another one of them.
class CyclicChain : public std::runtime_error {
  using runtime_error::runtime_error;
};

/// Places each analyzer after those of its `after` list that are present, and otherwise keeps the
/// given order. Throws CyclicChain, whose message names the analyzers. [startup]
[[nodiscard]] std::vector<const vex_plugin*> in_chain_order(
    std::vector<const vex_plugin*> analyzers);

}  // namespace core::plugin
