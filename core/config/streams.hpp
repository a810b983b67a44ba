// `streams`: the projects and what is watched in each.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/config/watch_builder.hpp"

namespace core::config {

/// The basis of all streams: the layers that they share, and the modules.
struct Foundation {
  Layer defaults;  // including what `exporter` says
  std::map<std::string, Layer, std::less<>> modules;
  bool show_raw_urls = false;
};

/// In the order of the file. [startup]
[[nodiscard]] std::vector<Stream> read_streams(const Node& node, const Path& path, Reading& reading,
                                               const Plugins& plugins, const Foundation& foundation,
                                               WatchBuilder& builder);

}  // namespace core::config
