// The order in which the analyzers of a stream see its events.
#pragma once

#include <vex/plugin.h>

#include <stdexcept>
#include <vector>

namespace core::plugin {

/// Analyzers that each must run after another of them.
class CyclicChain : public std::runtime_error {
  using runtime_error::runtime_error;
};

/// Puts each analyzer behind those of its `after` list that are present, and leaves the given order
/// alone where that allows it. Throws CyclicChain, whose sentence names the analyzers. [startup]
[[nodiscard]] std::vector<const vex_plugin*> in_chain_order(
    std::vector<const vex_plugin*> analyzers);

}  // namespace core::plugin
