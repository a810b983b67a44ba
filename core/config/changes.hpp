// What a new configuration changes, so that everything else can continue untouched.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/config/config.hpp"

namespace core::config {

/// Whether a stream can continue unchanged: nothing that its probe, its analyzers or its labels
/// depend on has changed. The watches of both must come from configurations built on one another,
/// in which equal parts are the same object.
[[nodiscard]] bool is_unchanged(const Stream& before, const Stream& after);

/// Streams are identified by project and id. Points into the two lists.
struct StreamChanges {
  std::vector<const Stream*> added;
  std::vector<const Stream*> changed;  // in their new form
  std::vector<const Stream*> removed;
  std::size_t unchanged = 0;
};

/// In the order of the lists, neither of which may name a stream twice.
[[nodiscard]] StreamChanges changes_between(const std::vector<Stream>& before,
                                            const std::vector<Stream>& after);

/// Restores the values of `running` that only a restart can change, and returns their keys.
[[nodiscard]] std::vector<std::string> keep_until_restart(const Config& running, Config& next);

}  // namespace core::config
