// What a new configuration changes, so that all else may go on untouched.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/config/config.hpp"

namespace core::config {

/// Whether a stream can go on as it is: nothing that its probe, its analyzers or its labels depend
/// on has changed. Both have their watches from configurations that were built on one another, in
/// which what is the same is the same object.
[[nodiscard]] bool is_unchanged(const Stream& before, const Stream& after);

/// Streams are the same by project and id. Points into the two lists.
struct StreamChanges {
  std::vector<const Stream*> added;
  std::vector<const Stream*> changed;  // as they are to be
  std::vector<const Stream*> removed;
  std::size_t unchanged = 0;
};

/// In the order of the lists. Neither list names a stream twice.
[[nodiscard]] StreamChanges changes_between(const std::vector<Stream>& before,
                                            const std::vector<Stream>& after);

/// Puts what only a restart can change back to what `running` has, and names the keys.
[[nodiscard]] std::vector<std::string> keep_until_restart(const Config& running, Config& next);

}  // namespace core::config
